"""The shape that comes as a list is worked on in place.

question: q2_shapes
fails: test_shape_of_any_output
cell: conv_output_shape
"""
def conv_output_shape(in_shape, out_channels, kernel_size, stride=1, padding=0):
    shape = in_shape if isinstance(in_shape, list) else list(in_shape)
    pairs = [(v, v) if isinstance(v, int) else tuple(v) for v in (kernel_size, stride, padding)]
    shape[0] = out_channels
    for i, (k, s, p) in enumerate(zip(*pairs), 1):
        if shape[i] + 2 * p < k:
            raise ValueError("does not fit")
        shape[i] = (shape[i] + 2 * p - k) // s + 1
    return tuple(shape)
