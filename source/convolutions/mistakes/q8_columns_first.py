"""Within a column, the pixels come column by column.

question: q8_im2col
fails: test_columns_of_any_image
cell: im2col
"""
def im2col(x, kernel_height, kernel_width, stride=1, pad=0):
    padded = F.pad(x, (pad, pad, pad, pad))
    windows = padded.unfold(2, kernel_height, stride).unfold(3, kernel_width, stride)
    return windows.permute(0, 1, 5, 4, 2, 3).reshape(len(x), x.shape[1] * kernel_height * kernel_width, -1)
