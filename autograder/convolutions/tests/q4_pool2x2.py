from otter.test_files import test_case

OK_FORMAT = False

name = "q4_pool2x2"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="Of two windows side by side, each gives one number.")
def test_pooling_of_two_windows(average_pool2x2, max_pool2x2):
    import torch
    from torchgrade import checks
    image = torch.tensor([[1.0, 2.0, 0.0, 8.0], [3.0, 6.0, 0.0, 0.0]])
    checks.close(average_pool2x2(image), torch.tensor([[3.0, 2.0]]), what='average_pool2x2')
    checks.close(max_pool2x2(image), torch.tensor([[6.0, 8.0]]), what='max_pool2x2')

@test_case(points=2, hidden=True, 
    failure_message="A pooling is wrong for some image. Try one with three rows, one with other numbers of rows and columns, and one whose pixels are all negative.")
def test_pooling_of_any_image(average_pool2x2, max_pool2x2):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q4 images')
    for shape in ((4, 4), (6, 2), (2, 10), (5, 7), (3, 8), (8, 3), (2, 2), (24, 31)):
        for shift in (0.0, -900.0, 900.0, -1e+30):
            image = torch.randn(shape, dtype=torch.float64, generator=draw) + shift
            for name, pool, right in (('average_pool2x2', average_pool2x2, F.avg_pool2d(image[None], 2)[0]), ('max_pool2x2', max_pool2x2, F.max_pool2d(image[None], 2)[0])):
                what = f'{name} of an image of {shape[0]} x {shape[1]}'
                found = checks.no_calls(pool, image, forbidden=('avg_pool', 'max_pool', 'interpolate'), what=name)
                checks.close(found, right, what=what)
    falling = torch.arange(24.0, 0.0, -1.0).reshape(4, 6)
    for name, pool in (('average_pool2x2', average_pool2x2), ('max_pool2x2', max_pool2x2)):
        for image in (falling, falling[:2, :2], torch.zeros(4, 6)):
            checks.stateless(pool, image, what=name)

@test_case(points=1, hidden=True, 
    failure_message="A pooling changes its image, keeps something from call to call, or depends on the dtype, the device or the layout of the image.")
def test_pooling_is_a_pure_function_of_any_dtype(average_pool2x2, max_pool2x2):
    import torch
    from torchgrade import checks
    image = torch.randn(5, 6, generator=checks.generator('q4 dtype'))
    for name, pool in (('average_pool2x2', average_pool2x2), ('max_pool2x2', max_pool2x2)):
        found = checks.unchanged(pool, image, what=name)
        windows = image[:4].reshape(2, 2, 3, 2).transpose(1, 2).flatten(2)
        right = windows.mean(2) if pool is average_pool2x2 else windows.amax(2)
        checks.close(found, right, what=name)
        checks.stateless(pool, image, what=name)
        checks.any_dtype(pool, image, what=name)
        checks.any_layout(pool, image, what=name)
        checks.any_device(pool, image, what=name)
        checks.differentiable(pool, image, what=name)
        for values in (image, image.double()):
            checks.any_scale(pool, values, what=name)
        for place in ((0, 2), (0, 3), (1, 2), (1, 3)):
            for value in (float('nan'), float('inf')):
                spoilt = image.clone()
                spoilt[place] = value
                assert not bool(pool(spoilt)[0, 1].isfinite()), f'{name}: a pixel that is {value} should show in the result.'

@test_case(points=1, hidden=True, 
    failure_message="averages is wrong. How many of the four pixels of each window are ones? Mind which image has its square where.")
def test_average_pooling_of_the_squares(averages):
    import torch
    from torchgrade import checks
    right = [[[1, 0.5], [0.5, 0.25]], [[0.5, 1], [0.25, 0.5]], [[0.25, 0.5], [0.5, 1]], [[0.5, 0.25], [1, 0.5]]]
    assert len(averages) == 4, 'averages should hold four results'
    for number, (found, wanted) in enumerate(zip(averages, right), start=1):
        rows = [checks.numbers(row, 2, what=f'a row of result {number}') for row in found]
        checks.close(torch.tensor(rows), torch.tensor(wanted), what=f'result {number} of averages')

@test_case(points=1, hidden=True, 
    failure_message="maxima is wrong. Which windows hold a one at all?")
def test_max_pooling_of_the_squares(maxima):
    import torch
    from torchgrade import checks
    assert len(maxima) == 4, 'maxima should hold four results'
    for number, found in enumerate(maxima, start=1):
        rows = [checks.numbers(row, 2, what=f'a row of result {number}') for row in found]
        checks.close(torch.tensor(rows), torch.ones(2, 2), what=f'result {number} of maxima')

