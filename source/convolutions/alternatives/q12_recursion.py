"""From the output to the image.

question: q12_receptive_field
fails: none
cell: receptive_field
"""
def receptive_field(layers):
    side = 1
    for kernel_size, stride in list(layers)[::-1]:
        side = side * stride + (kernel_size - stride)
    return side
