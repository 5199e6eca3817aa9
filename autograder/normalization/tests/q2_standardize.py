from otter.test_files import test_case

OK_FORMAT = False

name = "q2_standardize"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="The column 1, 3, 5, 7 has the mean 4 and the variance (9 + 1 + 1 + 9) / 4 = 5.")
def test_standardize_by_hand(standardize):
    import torch
    from torchgrade import checks
    x = torch.tensor([[1.0, 0.0], [3.0, 0.0], [5.0, 0.0], [7.0, 4.0]])
    x_hat, mean, var = checks.returns(standardize, x, 0, 4.0, type=(tuple, list), what='standardize(x, 0, 4.0)')
    checks.close(mean, torch.tensor([[4.0, 1.0]]), what='the means of the columns')
    checks.close(var, torch.tensor([[5.0, 3.0]]), what='the variances of the columns')
    checks.close(x_hat[:, 0], torch.tensor([-1.0, -1 / 3, 1 / 3, 1.0]), what='the first column of x_hat, with eps = 4')

@test_case(points=2, hidden=True, 
    failure_message="For some choice of dimensions the result is not what the formulas say.")
def test_standardize_over_any_dimensions(standardize):
    import torch
    from torchgrade import checks
    draw = checks.generator('q2 dims')
    cases = [((7, 3), 0), ((7, 3), 1), ((7, 3), -1), ((4, 6, 3, 5), (0, 2, 3)), ((4, 6, 3, 5), (2, 3)), ((4, 6, 3, 5), (1, 2, 3))]
    for shape, dims in (*cases, ((3, 2, 4, 3, 3), (-3, -2, -1)), ((5,), 0), ((4, 3), (0, 1)), ((900, 2), 0)):
        x = 2 + 3 * torch.randn(shape, dtype=torch.float64, generator=draw)
        x.view(-1)[0] = 500.0
        mean = x.mean(dims, keepdim=True)
        var = x.var(dims, unbiased=False, keepdim=True)
        found = checks.returns(standardize, x, dims, type=(tuple, list), what='standardize')
        checks.equal(len(found), 3, what='The number of results of standardize')
        what = f'for x of shape {shape} and dims = {dims}'
        checks.close(found[1], mean, what=f'mean {what}')
        checks.close(found[2], var, what=f'var {what}')
        checks.close(found[0], (x - mean) / (var + 1e-05).sqrt(), what=f'x_hat {what}')

@test_case(points=1, hidden=True, 
    failure_message="eps must stand under the root, whatever its size, numbers that are all alike must give 0, and what is not finite must not look healthy.")
def test_standardize_feels_eps(standardize):
    import torch
    from torchgrade import checks
    x = torch.randn(6, 4, dtype=torch.float64, generator=checks.generator('q2 eps'))
    for eps in (0.5, 0.001, 30.0, 0.0):
        var = x.var(0, unbiased=False, keepdim=True)
        x_hat, _, _ = checks.returns(standardize, x, 0, eps, type=(tuple, list), what='standardize')
        checks.close(x_hat, (x - x.mean(0)) / (var + eps).sqrt(), what=f'x_hat with eps = {eps}')
    for value, name in ((float('nan'), 'NaN'), (float('inf'), 'infinity')):
        x[2, 1] = value
        spoilt, _, _ = checks.returns(standardize, x, 0, type=(tuple, list), what='standardize')
        assert bool(spoilt[:, 1].isnan().all()), f'a column that holds {name} should not look healthy'
        assert bool(spoilt[:, [0, 2, 3]].isfinite().all()), f'{name} in one column should not spoil the others'
    for shape in ((1, 5), (3, 5)):
        x_hat, mean, var = checks.returns(standardize, torch.full(shape, 2.5), 0, type=(tuple, list), what='standardize')
        checks.close(x_hat, torch.zeros(shape), what='x_hat of numbers that are all alike')
        checks.close(var, torch.zeros(1, 5), what='the variance of numbers that are all alike')
        checks.close(mean, torch.full((1, 5), 2.5), what='the mean of numbers that are all alike')

@test_case(points=1, hidden=True, 
    failure_message="With a mean that is large against the deviations, the variance is lost. Subtract the mean before you square.")
def test_standardize_with_a_large_mean(standardize):
    import torch
    from torchgrade import checks
    draw = checks.generator('q2 large')
    x = 3000 + torch.randn(64, 5, generator=draw)
    exact = x.double()
    right = (exact - exact.mean(0)) / (exact.var(0, unbiased=False) + 1e-05).sqrt()
    x_hat, _, _ = checks.returns(standardize, x, 0, type=(tuple, list), what='standardize')
    checks.close(x_hat, right.float(), rtol=0.0, atol=0.003, what='x_hat of numbers near 3,000')
    small = torch.randn(64, 5, dtype=torch.float64, generator=draw)
    wide = 100000000.0 + small
    right = (wide - 100000000.0 - (wide - 100000000.0).mean(0)) / ((wide - 100000000.0).var(0, unbiased=False) + 1e-05).sqrt()
    x_hat, _, _ = checks.returns(standardize, wide, 0, type=(tuple, list), what='standardize')
    checks.close(x_hat, right, rtol=0.0, atol=1e-05, what='x_hat of numbers near 100,000,000 in float64')

@test_case(points=2, hidden=True, 
    failure_message="x must stay as it is, any dtype, device, layout in memory and number of examples must work, and autograd must go through mean and variance.")
def test_standardize_takes_any_tensor(standardize):
    import torch
    from torchgrade import checks
    x = 1 + 2 * torch.randn(5, 8, generator=checks.generator('q2 dtype'))
    x_hat, _, _ = checks.unchanged(standardize, x, 1, what='standardize')
    checks.close(x_hat.mean(1), torch.zeros(5), what='the mean of x_hat')
    checks.stateless(standardize, x, 1, what='standardize')
    checks.any_dtype(standardize, x, 1, ulps=16, what='standardize')
    checks.any_layout(standardize, x, 1, what='standardize')
    checks.any_device(standardize, x, 1, what='standardize')
    leaf, dout = (x.double().requires_grad_(), x.double().cos())
    var = leaf.var(1, unbiased=False, keepdim=True)
    right = (leaf - leaf.mean(1, keepdim=True)) / (var + 1e-05).sqrt()
    wanted, = torch.autograd.grad(right, leaf, dout)
    ask = lambda x: standardize(x, 1)[0]
    _, found = checks.input_gradient(ask, x.double(), dout, what='standardize')
    checks.close(found, wanted, what='the gradient that autograd finds through standardize')
    statistics = (leaf.mean(1, keepdim=True), leaf.var(1, unbiased=False, keepdim=True))
    for place, name, right in ((1, 'mean', statistics[0]), (2, 'var', statistics[1])):
        wanted, = torch.autograd.grad(right, leaf, dout[:, :1])
        part = lambda x, place=place: standardize(x, 1)[place]
        what = f'the {name} of standardize'
        _, found = checks.input_gradient(part, x.double(), dout[:, :1], what=what)
        checks.close(found, wanted, what=f'the gradient that autograd finds through {what}')
    checks.any_batch(ask, x, what='standardize over dimension 1')
    checks.no_calls(standardize, x, 1, forbidden=('batch_norm', 'layer_norm', 'group_norm', 'instance_norm'), what='standardize')

