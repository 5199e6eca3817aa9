"""The sizes are whole numbers, but floats, which no layer takes.

question: q2_shapes
fails: test_shape_of_any_output
cell: conv_output_shape
"""
def conv_output_shape(in_shape, out_channels, kernel_size, stride=1, padding=0):
    pairs = [(v, v) if isinstance(v, int) else tuple(v) for v in (kernel_size, stride, padding)]
    sizes = []
    for size, kernel, step, pad in zip(in_shape[1:], *pairs):
        if size + 2 * pad < kernel:
            raise ValueError("the kernel does not fit")
        sizes.append((size + 2 * pad - kernel) / step // 1 + 1)
    return (out_channels, *sizes)
