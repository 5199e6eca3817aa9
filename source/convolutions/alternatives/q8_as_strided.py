"""By as_strided, on what is contiguous.

question: q8_im2col
fails: none
cell: im2col
"""
def im2col(x, kernel_height, kernel_width, stride=1, pad=0):
    z = F.pad(x, [pad] * 4).contiguous()
    n, c, h, w = z.shape
    rows, cols = (h - kernel_height) // stride + 1, (w - kernel_width) // stride + 1
    a, b, d, e = z.stride()
    win = z.as_strided((n, c, kernel_height, kernel_width, rows, cols), (a, b, d, e, d * stride, e * stride))
    return win.reshape(n, c * kernel_height * kernel_width, rows * cols)
