"""By an index of all pixels.

question: q8_im2col
fails: none
cell: im2col
"""
def im2col(x, kernel_height, kernel_width, stride=1, pad=0):
    padded = torch.nn.functional.pad(x, [pad] * 4)
    u = torch.arange(kernel_height).repeat_interleave(kernel_width)
    v = torch.arange(kernel_width).repeat(kernel_height)
    top = torch.arange(0, padded.shape[2] - kernel_height + 1, stride)
    left = torch.arange(0, padded.shape[3] - kernel_width + 1, stride)
    rows = u[:, None] + top.repeat_interleave(len(left))
    columns = v[:, None] + left.repeat(len(top))
    return padded[:, :, rows, columns].flatten(1, 2)
