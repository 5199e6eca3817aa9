"""The colleague's line, mended by a permutation.

question: q8_im2col
fails: none
cell: im2col
"""
def im2col(x, kernel_height, kernel_width, stride=1, pad=0):
    padded = F.pad(x, (pad, pad, pad, pad))
    windows = padded.unfold(2, kernel_height, stride).unfold(3, kernel_width, stride)
    windows = windows.permute(0, 1, 4, 5, 2, 3)
    return windows.reshape(len(x), x.shape[1] * kernel_height * kernel_width, -1)
