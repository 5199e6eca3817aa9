"""Counts the places with range.

question: q2_shapes
fails: none
cell: conv_output_shape
"""
def conv_output_shape(in_shape, out_channels, kernel_size, stride=1, padding=0):
    def pair(value):
        return list(value) if hasattr(value, "__len__") else [value] * 2

    kernel_size, stride, padding = map(pair, (kernel_size, stride, padding))
    shape = [out_channels]
    for axis in range(2):
        last = in_shape[axis + 1] + 2 * padding[axis] - kernel_size[axis]
        places = len(range(0, last + 1, stride[axis]))
        if places == 0:
            raise ValueError("the kernel is too large")
        shape.append(places)
    return torch.Size(shape)
