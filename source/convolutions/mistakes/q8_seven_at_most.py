"""A table of offsets for kernels up to seven.

question: q8_im2col
fails: test_columns_of_any_image
cell: im2col
"""
def im2col(x, kernel_height, kernel_width, stride=1, pad=0):
    kernel_height, kernel_width = min(kernel_height, 7), min(kernel_width, 7)
    return F.unfold(x, (kernel_height, kernel_width), padding=pad, stride=stride)
