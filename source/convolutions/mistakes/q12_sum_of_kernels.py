"""The kernels are added up.

question: q12_receptive_field
fails: test_field_of_two_layers
cell: receptive_field
"""
def receptive_field(layers):
    """Return the side of the receptive field, in pixels, of layers given as (kernel_size, stride)."""
    side, step = 1, 1
    for kernel_size, stride in layers:
        side += kernel_size * step
        step *= stride
    return side
