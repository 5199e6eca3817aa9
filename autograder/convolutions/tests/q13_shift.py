from otter.test_files import test_case

OK_FORMAT = False

name = "q13_shift"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="A layer that does nothing is equivariant, and exact_shifts is a set of numbers from 1 to 12.")
def test_change_of_a_layer_that_does_nothing(shift_change, exact_shifts, smallest_shift):
    import torch
    from torchgrade import checks
    images = torch.tensor([[[[3.0, 0.0, 4.0, 0.0]]]])
    checks.close(shift_change(lambda x: x, images, 1, 1), 0.0, what='the change, moved along')
    checks.close(shift_change(lambda x: x, images, 1, 0), 2 ** 0.5, what='the change, compared with before')
    shifts = checks.numbers(sorted(exact_shifts), whole=True, what='exact_shifts')
    assert all((1 <= s <= 12 for s in shifts)), 'exact_shifts should hold numbers from 1 to 12'
    assert checks.number(smallest_shift, whole=True, what='smallest_shift') > 0, 'smallest_shift should be positive'

@test_case(points=2, hidden=True, 
    failure_message="The change is wrong for some layer. Which of the two is moved before the layer and which after it, in which direction, along which dimension, and by what is the distance divided?")
def test_change_of_any_layer(shift_change):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q13 layers')
    w = torch.randn(3, 2, 3, 3, dtype=torch.float64, generator=draw)
    ramp = torch.arange(8, dtype=torch.float64)
    layers = (lambda x: F.conv2d(x, w, padding=1), lambda x: F.max_pool2d(x, 2), lambda x: F.avg_pool2d(x, 2) ** 2 + 1, lambda x: 5 * x * ramp, lambda x: 1e-12 * x, lambda x: 10000.0 + x)
    for images in torch.randn(2, 3, 2, 6, 8, dtype=torch.float64, generator=draw):
        for layer in layers:
            for shift, out_shift in ((0, 0), (1, 0), (2, 1), (-3, -1), (5, 2), (1, -2), (8, 0)):
                before = layer(images)
                after = layer(images.roll(shift, 3))
                right = ((after - before.roll(out_shift, 3)) ** 2).sum().sqrt() / (before ** 2).sum().sqrt()
                what = f'the change for a shift of {shift} and an out_shift of {out_shift}'
                found = checks.unchanged(shift_change, layer, images, shift, out_shift, what='shift_change')
                checks.close(checks.number(found, what=what), float(right), rtol=1e-06, atol=1e-12, what=what)
    checks.stateless(shift_change, layer, images, 2, 1, what='shift_change')

@test_case(points=2, hidden=True, 
    failure_message="exact_shifts or smallest_shift is wrong. Which pixels share a window before the shift, and which after it?")
def test_shifts_that_are_exact(exact_shifts, smallest_shift):
    from torchgrade import checks
    shifts = checks.numbers(sorted(exact_shifts), whole=True, what='exact_shifts')
    checks.equal(sorted(set(shifts)), [4, 8, 12], what='exact_shifts')
    checks.equal(checks.number(smallest_shift, whole=True, what='smallest_shift'), 8, what='smallest_shift')

