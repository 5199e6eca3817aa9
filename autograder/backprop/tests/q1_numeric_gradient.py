from otter.test_files import test_case

OK_FORMAT = False

name = "q1_numeric_gradient"
points = 8

@test_case(points=1, hidden=False, 
    failure_message="With f(x) = 3 x0 + x1 * x2 and any step the gradient is (3, x2, x1).")
def test_numeric_gradient_of_a_small_function(numeric_gradient):
    import torch
    from torchgrade import checks
    x = torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64)
    found = numeric_gradient(lambda x: 3 * x[0] + x[1] * x[2], x, 0.25)
    right = torch.tensor([3.0, 0.5, -2.0], dtype=torch.float64)
    checks.close(found, right, what='the numeric gradient')

@test_case(points=1, hidden=False, 
    failure_message="(1, 2) and (1, 3) differ by 1, and their sizes are 2 and 3, so the relative error is one fifth.")
def test_relative_error_of_two_vectors(relative_error):
    import torch
    from torchgrade import checks
    a, b = (torch.tensor([1.0, 2.0]), torch.tensor([1.0, 3.0]))
    checks.close(relative_error(a, b), 0.2, what='relative_error((1, 2), (1, 3))')
    checks.raises(ValueError, relative_error, a, b[None], what='relative_error for two shapes')

@test_case(points=3, hidden=True, 
    failure_message="The numeric gradient is not that of central differences with the step that was given.")
def test_numeric_gradient_is_central(numeric_gradient):
    import torch
    from torchgrade import checks
    draw = checks.generator('q1 central')
    for shape, h in (((2, 3), 0.5), ((4,), 0.125), ((), 0.25), ((2, 1, 3), 1.0)):
        x = torch.randn(shape, dtype=torch.float64, generator=draw)
        c = torch.randn(shape, dtype=torch.float64, generator=draw)
        found = checks.unchanged(numeric_gradient, lambda x: (c * x ** 3).sum(), x, h)
        checks.close(found, c * (3 * x ** 2 + h ** 2), what=f'the numeric gradient with the step {h}')
    for k in (2.0, -3.0):
        found = numeric_gradient(lambda x: k * (x ** 2).sum(), x, 0.5)
        checks.close(found, 2 * k * x, what='the numeric gradient of another function')
    found = numeric_gradient(lambda x: x.sum(), torch.tensor([1000.0]), 0.0001)
    checks.close(found, torch.tensor([2 ** (-12) / 0.0002]), what='the numeric gradient where x is rounded')
    found = numeric_gradient(lambda x: (c * x.exp()).sum(), x)
    checks.close(found, c * x.exp(), rtol=1e-07, atol=1e-08, what='the numeric gradient with the default step')

@test_case(points=2, hidden=True, 
    failure_message="numeric_gradient must work for functions that return a float, for float32, and whatever the layout of x, which stays as it is.")
def test_numeric_gradient_takes_any_tensor(numeric_gradient):
    import torch
    from torchgrade import checks
    x = torch.arange(6.0).reshape(2, 3)
    f = lambda x: float((x ** 2 + x).sum())
    found = checks.unchanged(numeric_gradient, f, x, 0.5, what='numeric_gradient')
    checks.close(found, 2 * x + 1, what='the numeric gradient in float32')
    checks.stateless(numeric_gradient, f, x, 0.5, what='numeric_gradient')
    checks.any_layout(numeric_gradient, f, x, 0.5, what='numeric_gradient')
    wide = torch.ones(1, dtype=torch.float64).expand(3)
    found = numeric_gradient(lambda x: (x[0] * x[1] + 5 * x[2]).reshape(1), wide)
    right = torch.tensor([1.0, 1.0, 5.0], dtype=torch.float64)
    checks.close(found, right, what='the numeric gradient of an expanded tensor')

    def broken(x):
        if float(x[1]) > 1:
            raise ZeroDivisionError('no value here')
        return x.sum()
    checks.raises(ZeroDivisionError, numeric_gradient, broken, torch.ones(3), 0.5, what='numeric_gradient of a function that fails')
    checks.lets_errors_out(lambda f: numeric_gradient(f, torch.ones(3), 0.5), what='numeric_gradient')
    found = numeric_gradient(lambda x: float('nan') * x.sum(), torch.ones(2), 0.5)
    found = checks.tensor(found, shape=(2,), finite=False, what='the numeric gradient')
    assert bool(found.isnan().all()), 'where f gives NaN, the numeric gradient should show it'
    many = torch.linspace(-1, 1, 120, dtype=torch.float64)
    found = numeric_gradient(lambda x: 1e-09 * (x ** 2).sum(), many, 0.5)
    checks.close(1000000000.0 * found, 2 * many, what='1e9 times a small numeric gradient of 120 numbers')
    large = torch.tensor([10000.0, -10000.0], dtype=torch.float64)
    checks.close(numeric_gradient(lambda x: (x ** 2).sum(), large, 0.5), 2 * large, what='a large numeric gradient')

@test_case(points=1, hidden=True, 
    failure_message="relative_error is wrong. Look at signs, at sizes of both, at zeros, at NaN, and at shapes that broadcast.")
def test_relative_error_of_many_kinds(relative_error):
    import torch
    from torchgrade import checks
    draw = checks.generator('q1 error')
    for shape in ((3, 4), (), (5,)):
        a, b = (torch.randn(shape, dtype=torch.float64, generator=draw) for _ in range(2))
        size = a.abs().max() + b.abs().max()
        for x, y in ((a, b), (b, a), (1000.0 * a, 1000.0 * b)):
            found = checks.unchanged(relative_error, x, y, what='relative_error')
            checks.close(found, float((a - b).abs().max() / size), what='the relative error')
        checks.close(relative_error(a, -a), 1.0, what='the relative error of a gradient and its opposite')
        checks.close(relative_error(a, a + 1e-12), 0.0, what='the relative error of nearly the same')
        near = 100000000.0 * float(relative_error(a, a * (1 + 1e-08)))
        checks.close(near, 0.5, rtol=0.001, what='1e8 times the relative error of close ones')
    a, b = (torch.randn(3, 4, dtype=torch.float64, generator=draw) for _ in range(2))
    checks.any_layout(relative_error, a, b, what='relative_error')
    checks.stateless(relative_error, a, b, what='relative_error')
    zero, tiny = (torch.zeros(2, dtype=torch.float64), torch.full((2,), 1e-10, dtype=torch.float64))
    checks.close(relative_error(zero, zero), 0.0, what='the relative error of zeros')
    checks.close(relative_error(zero, tiny), 0.01, what='the relative error of tiny gradients')
    nan = torch.tensor([1.0, float('nan'), 1.0])
    for x, y in ((nan, torch.ones(3)), (torch.ones(3), nan), (nan, torch.tensor([1.0, 0.0, 1.0]))):
        found = float(relative_error(x, y))
        assert not found < 0.001, 'the relative error is small, although a gradient holds NaN'
    endless = torch.tensor([1.0, float('inf'), 1.0])
    for other in (torch.ones(3), torch.tensor([1.0, 0.0, 1.0])):
        assert not float(relative_error(endless, other)) < 0.001, 'the relative error is small, although a gradient is infinite'
    for x, y in ((torch.ones(3), torch.ones(1)), (torch.ones(2, 2), torch.ones(4)), (torch.ones(()), torch.ones(1))):
        checks.raises(ValueError, relative_error, x, y, what='relative_error for two shapes')

