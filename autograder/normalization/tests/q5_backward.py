from otter.test_files import test_case

OK_FORMAT = False

name = "q5_backward"
points = 14

@test_case(points=1, hidden=False, 
    failure_message="A shift of a whole column changes no output of it, so the gradients of a column must add up to 0.")
def test_backward_has_no_shift(batchnorm_forward, batchnorm_backward, batchnorm_backward_alt):
    import torch
    from torchgrade import checks
    draw = checks.generator('q5 public')
    x, dout = torch.randn(2, 6, 3, dtype=torch.float64, generator=draw)
    gamma, beta = torch.randn(2, 3, dtype=torch.float64, generator=draw)
    for name, backward in (('batchnorm_backward', batchnorm_backward), ('batchnorm_backward_alt', batchnorm_backward_alt)):
        _, cache = checks.returns(batchnorm_forward, x, gamma, beta, {'mode': 'train'}, type=(tuple, list), what='batchnorm_forward')
        dx, dgamma, dbeta = checks.returns(backward, dout, cache, type=(tuple, list), what=name)
        checks.tensor(dx, shape=(6, 3), what=f'dx of {name}')
        checks.close(dx.sum(0), torch.zeros(3, dtype=torch.float64), what=f'the sums of the columns of dx of {name}')
        checks.close(dbeta, dout.sum(0), what=f'dbeta of {name}')

@test_case(points=1, hidden=False, 
    failure_message="The gradient of a sum of squares of x_hat is 0, whatever the dimensions: their sum is always the same.")
def test_squares_of_x_hat_pass_nothing(standardize_backward):
    import torch
    from torchgrade import checks
    x = torch.randn(4, 5, 6, dtype=torch.float64, generator=checks.generator('q5 squares'))
    for dims in (0, (1, 2), 2):
        var = x.var(dims, unbiased=False, keepdim=True)
        x_hat = (x - x.mean(dims, keepdim=True)) / var.sqrt()
        dx = checks.returns(standardize_backward, 2 * x_hat, x_hat, var, dims, 0.0, type=torch.Tensor, what='standardize_backward')
        checks.close(dx, torch.zeros_like(x), what=f'the gradient for dims = {dims}')

@test_case(points=4, hidden=True, 
    failure_message="A gradient of batchnorm_backward is wrong. Which terms of a sum over the batch are missing, or are there twice?")
def test_batchnorm_backward(batchnorm_forward, batchnorm_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q5 backward')
    x, other = torch.randn(2, 5, 3, dtype=torch.float64, generator=draw).requires_grad_()
    gamma, beta = torch.randn(2, 3, dtype=torch.float64, generator=draw)
    y = gamma * (x - x.mean(0)) / (x.var(0, unbiased=False) + 1e-05).sqrt() + beta
    wanted, = torch.autograd.grad(y, x, other.detach().cos())
    layer = {'mode': 'train'}
    _, first = batchnorm_forward(x.detach(), gamma, beta, layer)
    batchnorm_forward(other.detach(), beta, gamma, layer)
    dx, _, _ = batchnorm_backward(other.detach().cos(), first)
    checks.close(dx, wanted, what='dx of a layer that has seen another batch since')
    for rows, columns, eps in ((4, 5, 1e-05), (5, 3, 0.5), (7, 1, 0.001), (2, 4, 1.0), (1, 3, 1e-05)):
        x = 1 + 3 * torch.randn(rows, columns, dtype=torch.float64, generator=draw)
        gamma, beta = torch.randn(2, columns, dtype=torch.float64, generator=draw)
        right = lambda x, gamma, beta, bn_param: gamma * (x - x.mean(0)) / (x.var(0, unbiased=False) + eps).sqrt() + beta
        checks.backward(batchnorm_forward, batchnorm_backward, (x, gamma, beta, {'mode': 'train', 'eps': eps}), oracle=right, generator=draw)

@test_case(points=3, hidden=True, 
    failure_message="standardize_backward is wrong for some choice of dimensions. Both means are taken over the same dimensions.")
def test_standardize_backward(standardize_backward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q5 dims')
    cases = [((7, 3), 0, 1e-05), ((7, 3), -1, 0.5), ((4, 6, 3, 5), (0, 2, 3), 1e-05), ((4, 6, 3, 5), (2, 3), 1.0)]
    for shape, dims, eps in (*cases, ((3, 2, 4, 3, 3), (2, 3, 4), 0.001), ((5,), 0, 0.1), ((2, 3), (0, 1), 1e-05)):
        x = (2 * torch.randn(shape, dtype=torch.float64, generator=draw)).requires_grad_()
        var = x.var(dims, unbiased=False, keepdim=True)
        x_hat = (x - x.mean(dims, keepdim=True)) / (var + eps).sqrt()
        dx_hat = torch.randn(shape, dtype=torch.float64, generator=draw)
        right, = torch.autograd.grad(x_hat, x, dx_hat)
        found = checks.returns(standardize_backward, dx_hat, x_hat.detach(), var.detach(), dims, eps, type=torch.Tensor, what='standardize_backward')
        checks.close(found, right, what=f'dx for x of shape {shape}, dims = {dims} and eps = {eps}')
    dx_hat, zero = (torch.tensor([[1.0], [4.0], [1.0]]), torch.zeros(1, 1))
    found = standardize_backward(dx_hat, 0 * dx_hat, zero, 0, 0.25)
    right = torch.tensor([[-2.0], [4.0], [-2.0]])
    checks.close(found, right, what='dx where all numbers of a column are the same')

@test_case(points=3, hidden=True, 
    failure_message="A gradient of batchnorm_backward_alt is wrong, although it should be the same as by the other way.")
def test_batchnorm_backward_alt(batchnorm_forward, batchnorm_backward_alt):
    import torch
    from torchgrade import checks
    draw = checks.generator('q5 alt')
    for rows, columns, eps in ((4, 5, 1e-05), (5, 3, 0.5), (7, 1, 0.001), (2, 4, 1.0), (1, 3, 1e-05)):
        x = 1 + 3 * torch.randn(rows, columns, dtype=torch.float64, generator=draw)
        gamma, beta = torch.randn(2, columns, dtype=torch.float64, generator=draw)
        right = lambda x, gamma, beta, bn_param: gamma * (x - x.mean(0)) / (x.var(0, unbiased=False) + eps).sqrt() + beta
        checks.backward(batchnorm_forward, batchnorm_backward_alt, (x, gamma, beta, {'mode': 'train', 'eps': eps}), oracle=right, generator=draw)

@test_case(points=2, hidden=True, 
    failure_message="dout and cache must stay as they are, any dtype, device and layout must work, and neither autograd nor the library may do the work.")
def test_backward_is_a_pure_function(batchnorm_forward, batchnorm_backward, batchnorm_backward_alt, standardize_backward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q5 pure')
    x, dout = torch.randn(2, 6, 4, generator=draw)
    gamma, beta = torch.randn(2, 4, generator=draw)
    var = x.var(0, unbiased=False, keepdim=True)
    x_hat = (x - x.mean(0)) / (var + 1e-05).sqrt()
    right = torch.autograd.functional.vjp(lambda x: gamma * (x - x.mean(0)) / (x.var(0, unbiased=False) + 1e-05).sqrt(), x, dout)[1]
    forward = lambda x, gamma, beta: batchnorm_forward(x, gamma, beta, {'mode': 'train'})[0]
    checks.differentiable(forward, x, gamma, beta, what='batchnorm_forward')
    _, cache = batchnorm_forward(x, gamma, beta, {'mode': 'train'})
    for name, backward in (('batchnorm_backward', batchnorm_backward), ('batchnorm_backward_alt', batchnorm_backward_alt)):
        dx, _, _ = checks.unchanged(backward, dout, cache, what=name)
        checks.close(dx, right, rtol=0.0001, atol=0.0001, what=f'dx of {name} in float32')
        again, _, _ = backward(dout, cache)
        checks.close(again, dx, what=f'dx of {name} in a second call with the same cache')
        for part, whole in zip(backward(1000000.0 * dout, cache), backward(dout, cache)):
            what = f'a gradient of {name} where dout is a million times as large'
            checks.close(part / 1000000.0, whole, rtol=0.0001, atol=0.0001, what=what)
        spoilt = dout.clone()
        spoilt[2, 1] = float('nan')
        for part, where in zip(backward(spoilt, cache), ((slice(None), 1), 1, 1)):
            assert bool(part[where].isnan().all()), f'NaN in dout should show in what {name} returns'

        def beside(dout, backward=backward):
            dx, dgamma, dbeta = backward(dout, cache)
            return (dx + dout, dgamma + dbeta, dbeta)
        checks.any_layout(beside, dout, what=name)

        def both(x, gamma, beta, dout, backward=backward):
            return backward(dout, batchnorm_forward(x, gamma, beta, {'mode': 'train'})[1])
        checks.any_dtype(both, x, gamma, beta, dout, ulps=64, what=name)
        train, back = ({'mode': 'train'}, (backward, dout))
        checks.any_device(batchnorm_forward, x, gamma, beta, train, back=back, what=name)
        checks.no_calls(backward, dout, cache, forbidden=('autograd', 'batch_norm'), what=name)
    checks.unchanged(standardize_backward, dout, x_hat, var, 0, what='standardize_backward')
    checks.close(standardize_backward(1000000.0 * dout, x_hat, var, 0) / 1000000.0, standardize_backward(dout, x_hat, var, 0), rtol=0.0001, atol=0.0001, what='the gradient where dx_hat is a million times as large')
    spoilt = dout.clone()
    spoilt[2, 1] = float('nan')
    found = standardize_backward(spoilt, x_hat, var, 0)
    assert bool(found[:, 1].isnan().all()), 'NaN in dx_hat should show in dx'
    checks.stateless(standardize_backward, dout, x_hat, var, 0, what='standardize_backward')
    checks.any_dtype(standardize_backward, dout, x_hat, var, 0, ulps=64, what='standardize_backward')
    checks.any_device(standardize_backward, dout, x_hat, var, 0, what='standardize_backward')
    checks.any_layout(standardize_backward, dout, x_hat, var.mean(1, keepdim=True) + 0 * x[:, :1], 1, what='standardize_backward')

