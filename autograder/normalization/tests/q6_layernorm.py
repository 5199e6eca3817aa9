from otter.test_files import test_case

OK_FORMAT = False

name = "q6_layernorm"
points = 9

@test_case(points=1, hidden=False, 
    failure_message="The row 1, 3, 5, 7 has the mean 4 and the variance 5. With eps = 4 its deviations are divided by 3.")
def test_layernorm_by_hand(layernorm_forward):
    import torch
    from torchgrade import checks
    x, gamma = (torch.tensor([[1.0, 3.0, 5.0, 7.0], [2.0, 2.0, 2.0, 2.0]]), torch.tensor([1.0, 3.0, -3.0, 0.0]))
    out, _ = checks.returns(layernorm_forward, x, gamma, torch.ones(4), {'eps': 4.0}, type=(tuple, list), what='layernorm_forward')
    checks.close(out, torch.tensor([[0.0, 0.0, 0.0, 1.0], [1.0, 1.0, 1.0, 1.0]]), what='the output')

@test_case(points=3, hidden=True, 
    failure_message="The output is not gamma * x_hat + beta, with mean and biased variance of each row, in every mode.")
def test_layernorm_forward(layernorm_forward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q6 forward')
    for rows, columns, ln_param in ((4, 6, {}), (1, 5, {}), (5, 2, {'eps': 0.3}), (3, 3, {'mode': 'test'}), (2, 700, {'mode': 'train', 'eps': 2.0}), (3, 1, {})):
        x = 2 + 3 * torch.randn(rows, columns, dtype=torch.float64, generator=draw)
        x[:, -1] += 500.0
        gamma, beta = 10 * torch.randn(2, columns, dtype=torch.float64, generator=draw)
        right = F.layer_norm(x, (columns,), gamma, beta, ln_param.get('eps', 1e-05))
        out, _ = checks.unchanged(layernorm_forward, x, gamma, beta, ln_param, what='layernorm_forward')
        checks.close(out, right, what=f'the output for x of shape {(rows, columns)} and ln_param = {ln_param}')
    x[1, 0] = float('nan')
    out, _ = layernorm_forward(x, 1000000.0 * gamma, beta, {})
    checks.equal(out.isnan().any(1).tolist(), [False, True, False], what='Which rows hold NaN')
    large = F.layer_norm(1000.0 * x.nan_to_num(), (1,), 1000000.0 * gamma, 1000000.0 * beta)
    out, _ = layernorm_forward(1000.0 * x.nan_to_num(), 1000000.0 * gamma, 1000000.0 * beta, {})
    checks.close(out, large, what='the output for large numbers')
    x = 0.001 * torch.randn(3, 4, dtype=torch.float64, generator=draw)
    gamma, beta = torch.randn(2, 4, dtype=torch.float64, generator=draw)
    large = F.layer_norm(1000000.0 * x, (4,), 1000000.0 * gamma, 1000000.0 * beta)
    out, _ = layernorm_forward(1000000.0 * x, 1000000.0 * gamma, 1000000.0 * beta, {})
    checks.close(out, large, what='the output for large numbers')
    for eps in (0.0, 1e-07):
        out, _ = layernorm_forward(x, gamma, beta, {'eps': eps})
        what = f'the output for small numbers with eps = {eps}'
        checks.close(out, F.layer_norm(x, (4,), gamma, beta, eps), what=what)

@test_case(points=3, hidden=True, 
    failure_message="A gradient is wrong. Which of the three is a sum over the examples, and over which axis do the means of dx run?")
def test_layernorm_backward(layernorm_forward, layernorm_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q6 backward')
    for rows, columns, eps in ((4, 6, 1e-05), (6, 4, 0.5), (1, 5, 0.001), (3, 2, 1.0)):
        x = 1 + 3 * torch.randn(rows, columns, dtype=torch.float64, generator=draw)
        gamma, beta = torch.randn(2, columns, dtype=torch.float64, generator=draw)
        right = lambda x, gamma, beta, ln_param: F.layer_norm(x, (columns,), gamma, beta, eps)
        checks.backward(layernorm_forward, layernorm_backward, (x, gamma, beta, {'eps': eps}), oracle=right, generator=draw)
    x = 1 + 3 * torch.randn(4, 6, dtype=torch.float64, generator=draw)
    gamma, beta = torch.randn(2, 6, dtype=torch.float64, generator=draw)
    first = layernorm_forward(x, gamma, beta, {})[1]
    layernorm_forward(x + 3 * x.roll(1, 1), beta, gamma, {})
    dx, dgamma, _ = layernorm_backward(x.cos(), first)
    leaf = x.clone().requires_grad_()
    wanted, = torch.autograd.grad(F.layer_norm(leaf, (6,), gamma, beta), leaf, x.cos())
    checks.close(dx, wanted, what='dx of a layer behind which another one was called')

@test_case(points=2, hidden=True, 
    failure_message="Nothing may be kept or changed, rows must not depend on each other, any dtype, device and layout must work, and the library may not do the work.")
def test_layernorm_is_a_pure_function(layernorm_forward, layernorm_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q6 pure')
    x, dout = torch.randn(2, 5, 8, generator=draw)
    gamma, beta = torch.randn(2, 8, generator=draw)
    ask = lambda x, gamma, beta: layernorm_forward(x, gamma, beta, {})[0]
    leaf = x.clone().requires_grad_()
    right = F.layer_norm(leaf, (8,), gamma, beta)
    wanted, = torch.autograd.grad(right, leaf, dout)
    checks.close(ask(x, gamma, beta), right.detach(), rtol=0.0001, atol=0.0001, what='the output in float32')
    checks.stateless(layernorm_forward, x, gamma, beta, {}, views=True, what='layernorm_forward')
    checks.any_dtype(ask, x, gamma, beta, ulps=32, what='layernorm_forward')
    checks.any_layout(layernorm_forward, x, gamma, beta, {}, what='layernorm_forward')
    test = lambda x, gamma, beta: layernorm_forward(x, gamma, beta, {'mode': 'test'})[0]
    checks.differentiable(test, x, gamma, beta, what='layernorm_forward with a mode of test')
    _, found = checks.input_gradient(lambda x: ask(x, gamma, beta), x, dout, what='layernorm_forward')
    what = 'the gradient that autograd finds through layernorm_forward'
    checks.close(found, wanted, rtol=0.0001, atol=0.0001, what=what)
    checks.any_batch(lambda x: ask(x, gamma, beta), x, what='layernorm_forward')
    library = ('layer_norm', 'batch_norm', 'group_norm', 'instance_norm', 'autograd')
    _, cache = checks.no_calls(layernorm_forward, x, gamma, beta, {}, forbidden=library, what='layernorm_forward')
    dx, _, _ = checks.unchanged(layernorm_backward, dout, cache, what='layernorm_backward')
    checks.close(dx, wanted, rtol=0.0001, atol=0.0001, what='dx in float32')
    checks.no_calls(layernorm_backward, dout, cache, forbidden=library, what='layernorm_backward')
    for part, whole in zip(layernorm_backward(1000000.0 * dout, cache), layernorm_backward(dout, cache)):
        what = 'a gradient where dout is a million times as large'
        checks.close(part / 1000000.0, whole, rtol=0.0001, atol=0.0001, what=what)
    spoilt = dout.clone()
    spoilt[2, 1] = float('nan')
    found = layernorm_backward(spoilt, cache)
    assert bool(found[0][2].isnan().all()), 'NaN in dout should show in dx'
    assert all((bool(part.isnan().any()) for part in found[1:])), 'NaN in dout should show in dgamma and dbeta'

    def both(x, gamma, beta, dout):
        return layernorm_backward(dout, layernorm_forward(x, gamma, beta, {})[1])
    checks.any_dtype(both, x, gamma, beta, dout, ulps=64, what='layernorm_backward')
    checks.any_device(layernorm_forward, x, gamma, beta, {}, back=(layernorm_backward, dout), what='layernorm_forward and _backward')
    checks.any_layout(lambda dout: layernorm_backward(dout, cache), dout, what='layernorm_backward')

