"""A stride counts for its own layer already.

question: q12_receptive_field
fails: test_field_of_any_layers
cell: receptive_field
"""
def receptive_field(layers):
    """Return the side of the receptive field, in pixels, of layers given as (kernel_size, stride)."""
    side, step = 1, 1
    for kernel_size, stride in layers:
        step *= stride
        side += (kernel_size - 1) * step
    return side
