from otter.test_files import test_case

OK_FORMAT = False

name = "q8_im2col"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="bug is a letter, the two numbers are whole, and the four windows of 2 x 2 of an image of 3 x 3 give four columns.")
def test_columns_of_a_small_image(im2col, bug, image_bytes, column_bytes):
    import torch
    from torchgrade import checks
    checks.choices([bug] if isinstance(bug, str) else bug, 'abcde', what='bug')
    checks.numbers([image_bytes, column_bytes], 2, whole=True, what='the numbers of bytes')
    x = torch.arange(1.0, 10.0).reshape(1, 1, 3, 3)
    right = torch.tensor([[[1.0, 2.0, 4.0, 5.0], [2.0, 3.0, 5.0, 6.0], [4.0, 5.0, 7.0, 8.0], [5.0, 6.0, 8.0, 9.0]]])
    checks.close(im2col(x, 2, 2), right, what='im2col of an image of 3 x 3')

@test_case(points=1, hidden=True, 
    failure_message="bug is wrong. Write down the columns of a small image by hand, and the shape after each line.")
def test_bug_of_the_colleague(bug):
    from torchgrade import checks
    checks.equal(set(checks.choices([bug] if isinstance(bug, str) else bug, 'abcde', what='bug')), {'e'}, what='bug')

@test_case(points=2, hidden=True, 
    failure_message="The columns are wrong for some image. Mind the order of channels, rows and columns, windows that are not square, strides and padding.")
def test_columns_of_any_image(im2col):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q8 images')
    for shape, kh, kw, stride, pad in (((2, 3, 5, 7), 3, 2, 1, 0), ((1, 2, 8, 6), 2, 4, 2, 1), ((3, 1, 6, 9), 3, 3, 3, 2), ((2, 4, 3, 5), 1, 1, 1, 0), ((1, 3, 4, 6), 4, 6, 1, 0), ((1, 2, 7, 7), 3, 3, 2, 0), ((2, 2, 9, 8), 2, 2, 4, 0), ((2, 2, 9, 8), 2, 2, 1, 0), ((6, 9, 20, 17), 3, 3, 2, 1), ((5, 7, 6, 8), 2, 3, 1, 0), ((1, 2, 13, 4), 11, 9, 3, 4), ((2, 1, 12, 10), 2, 9, 5, 3)):
        x = 100 * torch.randn(shape, dtype=torch.float64, generator=draw)
        what = f'im2col for images of {shape[2]} x {shape[3]}, windows of {kh} x {kw}, stride {stride}, pad {pad}'
        found = checks.unchanged(im2col, x, kh, kw, stride, pad, what='im2col')
        checks.close(found, F.unfold(x, (kh, kw), padding=pad, stride=stride), what=what)
    checks.close(im2col(x, 2, 3), F.unfold(x, (2, 3)), what='im2col with the defaults')

@test_case(points=1, hidden=True, 
    failure_message="im2col keeps something from call to call, or depends on the dtype or the layout of the images.")
def test_columns_are_a_pure_function_of_any_dtype(im2col):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    x = torch.randn(3, 2, 5, 6, generator=checks.generator('q8 dtype'))
    for stride, pad in ((2, 1), (1, 0)):
        right = F.unfold(x, (3, 2), padding=pad, stride=stride)
        checks.close(im2col(x, 3, 2, stride, pad), right, what='im2col')
        checks.stateless(im2col, x, 3, 2, stride, pad, views=True, what='im2col')
        checks.any_dtype(im2col, x, 3, 2, stride, pad, what='im2col')
        checks.any_layout(im2col, x, 3, 2, stride, pad, what='im2col')
        checks.any_batch(im2col, x, 3, 2, stride, pad, sizes=(1, 2), what='im2col')
        checks.any_device(im2col, x, 3, 2, stride, pad, what='im2col')
        checks.differentiable(im2col, x, 3, 2, stride, pad, what='im2col')

@test_case(points=2, hidden=True, 
    failure_message="A number of bytes is wrong. How long is a column, how many columns are there, and how many bytes has a number?")
def test_bytes_of_the_columns(image_bytes, column_bytes):
    from torchgrade import checks
    found = checks.numbers([image_bytes, column_bytes], 2, what='the numbers of bytes')
    checks.equal(found, [602112, 7375872], what='The numbers of bytes')

