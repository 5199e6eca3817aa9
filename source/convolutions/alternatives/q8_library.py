"""F.unfold does just this.

question: q8_im2col
fails: none
cell: im2col
"""
def im2col(x, kernel_height, kernel_width, stride=1, pad=0):
    return F.unfold(x, (kernel_height, kernel_width), padding=pad, stride=stride)
