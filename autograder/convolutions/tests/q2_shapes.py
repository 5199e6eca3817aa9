from otter.test_files import test_case

OK_FORMAT = False

name = "q2_shapes"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="A filter of 3 x 3 fits into 4 x 6 pixels at 2 x 4 places, and a shape has three numbers.")
def test_shape_of_a_small_output(conv_output_shape, shape_16_filters, shape_32_filters):
    from torchgrade import checks
    checks.equal(conv_output_shape((1, 4, 6), 5, 3), (5, 2, 4), what='conv_output_shape((1, 4, 6), 5, 3)')
    for shape in (shape_16_filters, shape_32_filters):
        checks.numbers(shape, 3, whole=True, what='a shape')

@test_case(points=2, hidden=True, 
    failure_message="conv_output_shape is wrong for some layer. Think of rows and columns that differ, of padding on both sides, and of what a stride leaves over.")
def test_shape_of_any_output(conv_output_shape):
    import torch
    from torchgrade import checks
    cases = [((3, 32, 32), 4, 3, 1, 1), ((2, 9, 14), 1, (3, 4), (2, 3), (1, 2)), ((2, 8, 8), 7, 1, 3, 0)]
    cases += [((1, 5, 7), 2, (5, 7), 1, 0), ((1, 5, 7), 2, (5, 7), 4, (0, 1)), ((4, 11, 6), 3, 2, (1, 2), (3, 0))]
    cases += [((1, 3, 3), 1, 5, 2, 1), ((6, 13, 17), 5, [3, 5], 2, 2)]
    for shape, f, k, s, p in cases:
        layer = torch.nn.Conv2d(shape[0], f, k, stride=s, padding=p)
        right = tuple(layer(torch.zeros(1, *shape)).shape[1:])
        what = f'conv_output_shape({shape}, {f}, {k}, {s}, {p})'
        found = checks.unchanged(conv_output_shape, shape, f, k, s, p, what=what)
        checks.equal(checks.numbers(found, 3, whole=True, what=what), right, what=what)
        assert not any((isinstance(n, float) for n in found)), f'{what} must hold ints, such as 4, not 4.0'
    found = checks.unchanged(conv_output_shape, [1, 9, 9], 2, 3, 2, what='conv_output_shape')
    found = conv_output_shape(in_shape=[1, 9, 9], out_channels=2, kernel_size=3, stride=2)
    checks.equal(found, (2, 4, 4), what='conv_output_shape for a shape that is a list')

@test_case(points=1, hidden=True, 
    failure_message="A kernel that is larger than the padded image must raise a ValueError, in rows and in columns, and one that just fits must not.")
def test_kernel_that_does_not_fit(conv_output_shape):
    from torchgrade import checks
    checks.equal(conv_output_shape((1, 3, 9), 1, (5, 9), 2, (1, 0)), (1, 1, 1), what='A kernel that just fits')
    for shape, kernel, stride, padding in (((1, 3, 9), 5, 1, 0), ((1, 9, 3), 5, 1, 0), ((1, 4, 9), (5, 3), 2, 0), ((1, 9, 2), (3, 5), 3, (4, 1))):
        what = f'conv_output_shape({shape}, 1, {kernel}, {stride}, {padding})'
        checks.raises(ValueError, conv_output_shape, shape, 1, kernel, stride, padding, what=what)

@test_case(points=2, hidden=True, 
    failure_message="A shape is wrong. At how many places does the filter fit along one side, and how many maps are there?")
def test_the_two_shapes(shape_16_filters, shape_32_filters):
    from torchgrade import checks
    pairs = (('shape_16_filters', shape_16_filters, 16, 28), ('shape_32_filters', shape_32_filters, 32, 96))
    for name, shape, channels, size in pairs:
        found = checks.numbers(shape, 3, whole=True, what=name)
        assert found in ([channels, size, size], [size, size, channels]), f'{name} is not the shape'

