"""The padding is not looked at.

question: q2_shapes
fails: test_shape_of_any_output
cell: conv_output_shape
"""
def conv_output_shape(in_shape, out_channels, kernel_size, stride=1, padding=0):
    """Return the shape (C, H, W) of a convolution's output for an input of the shape (C, H, W).

    kernel_size, stride, padding: int, or a pair of ints (rows, columns)
    Raises ValueError where the kernel does not fit.
    """
    pairs = [(v, v) if isinstance(v, int) else tuple(v) for v in (kernel_size, stride, padding)]
    sizes = []
    for size, kernel, step, pad in zip(in_shape[1:], *pairs):
        if size < kernel:
            raise ValueError(f"a kernel of {kernel} does not fit into {size}")
        sizes.append((size - kernel) // step + 1)
    return (out_channels, *sizes)
