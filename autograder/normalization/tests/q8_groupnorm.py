from otter.test_files import test_case

OK_FORMAT = False

name = "q8_groupnorm"
points = 9

@test_case(points=1, hidden=False, 
    failure_message="Each group of each image has mean 0 and variance 1 where gamma is 1 and beta is 0.")
def test_groupnorm_sets_each_group(spatial_groupnorm_forward):
    import torch
    from torchgrade import checks
    x = torch.arange(2 * 6 * 4 * 5).view(2, 6, 4, 5).float() ** 1.5
    gamma, beta = (torch.ones(1, 6, 1, 1), torch.zeros(1, 6, 1, 1))
    out, _ = checks.returns(spatial_groupnorm_forward, x, gamma, beta, 3, {}, type=(tuple, list), what='spatial_groupnorm_forward')
    checks.tensor(out, shape=(2, 6, 4, 5), what='the output')
    for image in range(2):
        for first in (0, 2, 4):
            part = out[image, first:first + 2]
            checks.close(float(part.mean()), 0.0, atol=0.001, what='the mean of a group of two channels')
            checks.close(float(part.std(unbiased=False)), 1.0, atol=0.001, what='the deviation of a group of two channels')

@test_case(points=3, hidden=True, 
    failure_message="The output is wrong for some number of groups. Groups are neighbouring channels, and gamma and beta belong to single channels.")
def test_groupnorm_forward(spatial_groupnorm_forward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q8 forward')
    for shape, G, gn_param in (((3, 6, 2, 5), 2, {}), ((2, 6, 3, 3), 3, {'eps': 0.5}), ((1, 6, 4, 1), 1, {'mode': 'test'}), ((2, 6, 2, 2), 6, {}), ((2, 12, 1, 3), 4, {'eps': 2.0}), ((2, 6, 1, 1), 2, {}), ((1, 4, 20, 30), 2, {})):
        channels = shape[1]
        x = torch.arange(channels).view(1, -1, 1, 1) + 2 * torch.randn(shape, dtype=torch.float64, generator=draw)
        x[0, :, 0, 0] += 500.0
        gamma, beta = torch.randn(2, 1, channels, 1, 1, dtype=torch.float64, generator=draw)
        right = F.group_norm(x, G, gamma.flatten(), beta.flatten(), gn_param.get('eps', 1e-05))
        out, _ = checks.unchanged(spatial_groupnorm_forward, x, gamma, beta, G, gn_param, what='spatial_groupnorm_forward')
        checks.close(out, right, what=f'the output for x of shape {shape} and G = {G}')
    x = torch.randn(2, 4, 2, 3, dtype=torch.float64, generator=draw)
    gamma, beta = 1000000.0 * torch.randn(2, 1, 4, 1, 1, dtype=torch.float64, generator=draw)
    out, _ = spatial_groupnorm_forward(1000000.0 * x, gamma, beta, 2, {})
    right = F.group_norm(1000000.0 * x, 2, gamma.flatten(), beta.flatten())
    checks.close(out, right, what='the output for large numbers')
    x[1, 2, 1, 1] = float('nan')
    out, _ = spatial_groupnorm_forward(x, gamma, beta, 2, {})
    found = out.isnan().all((2, 3)).tolist()
    checks.equal(found, [[False] * 4, [False, False, True, True]], what='Which channels are all NaN')
    x = 0.001 * torch.randn(2, 4, 2, 3, dtype=torch.float64, generator=draw)
    gamma, beta = torch.randn(2, 1, 4, 1, 1, dtype=torch.float64, generator=draw)
    for eps in (0.0, 1e-07):
        out, _ = spatial_groupnorm_forward(x, gamma, beta, 2, {'eps': eps})
        right = F.group_norm(x, 2, gamma.flatten(), beta.flatten(), eps)
        checks.close(out, right, what=f'the output for small numbers with eps = {eps}')

@test_case(points=3, hidden=True, 
    failure_message="A gradient is wrong for some number of groups. dgamma and dbeta have the shape (1, C, 1, 1).")
def test_groupnorm_backward(spatial_groupnorm_forward, spatial_groupnorm_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q8 backward')
    for shape, groups, eps in (((2, 6, 2, 3), 2, 1e-05), ((1, 6, 3, 2), 3, 0.5), ((3, 4, 1, 2), 1, 0.001), ((2, 4, 2, 2), 4, 1.0)):
        channels = shape[1]
        x = torch.arange(channels).view(1, -1, 1, 1) + 2 * torch.randn(shape, dtype=torch.float64, generator=draw)
        gamma, beta = torch.randn(2, 1, channels, 1, 1, dtype=torch.float64, generator=draw)
        right = lambda x, gamma, beta, G, gn_param: F.group_norm(x, G, gamma.flatten(), beta.flatten(), eps)
        checks.backward(spatial_groupnorm_forward, spatial_groupnorm_backward, (x, gamma, beta, groups, {'eps': eps}), oracle=right, generator=draw)
    first = spatial_groupnorm_forward(x, gamma, beta, 2, {})[1]
    spatial_groupnorm_forward(x + 3 * x.roll(1, 1), beta, gamma, 2, {})
    dx, _, _ = spatial_groupnorm_backward(x.cos(), first)
    leaf = x.clone().requires_grad_()
    wanted, = torch.autograd.grad(F.group_norm(leaf, 2, gamma.flatten(), beta.flatten()), leaf, x.cos())
    checks.close(dx, wanted, what='dx of a layer behind which another one was called')

@test_case(points=2, hidden=True, 
    failure_message="Nothing may be kept or changed, images must not depend on each other, any dtype, device and layout must work, and the library may not do the work.")
def test_groupnorm_is_a_pure_function(spatial_groupnorm_forward, spatial_groupnorm_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q8 pure')
    x, dout = torch.randn(2, 3, 4, 3, 5, generator=draw)
    gamma, beta = torch.randn(2, 1, 4, 1, 1, generator=draw)
    ask = lambda x, gamma, beta: spatial_groupnorm_forward(x, gamma, beta, 2, {})[0]
    leaf = x.clone().requires_grad_()
    right = F.group_norm(leaf, 2, gamma.flatten(), beta.flatten())
    wanted, = torch.autograd.grad(right, leaf, dout)
    checks.close(ask(x, gamma, beta), right.detach(), rtol=0.0001, atol=0.0001, what='the output in float32')
    checks.stateless(spatial_groupnorm_forward, x, gamma, beta, 2, {}, views=True, what='spatial_groupnorm_forward')
    test = lambda x, gamma, beta: spatial_groupnorm_forward(x, gamma, beta, 2, {'mode': 'test'})[0]
    checks.differentiable(test, x, gamma, beta, what='spatial_groupnorm_forward with a mode of test')
    _, found = checks.input_gradient(lambda x: ask(x, gamma, beta), x, dout, what='spatial_groupnorm_forward')
    what = 'the gradient that autograd finds through spatial_groupnorm_forward'
    checks.close(found, wanted, rtol=0.0001, atol=0.0001, what=what)
    checks.any_batch(lambda x: ask(x, gamma, beta), x, what='spatial_groupnorm_forward')
    library = ('group_norm', 'layer_norm', 'batch_norm', 'instance_norm', 'autograd')
    _, cache = checks.no_calls(spatial_groupnorm_forward, x, gamma, beta, 2, {}, forbidden=library, what='spatial_groupnorm_forward')
    dx, _, _ = checks.unchanged(spatial_groupnorm_backward, dout, cache, what='spatial_groupnorm_backward')
    checks.close(dx, wanted, rtol=0.0001, atol=0.0001, what='dx in float32')
    for part, whole in zip(spatial_groupnorm_backward(1000000.0 * dout, cache), spatial_groupnorm_backward(dout, cache)):
        what = 'a gradient where dout is a million times as large'
        checks.close(part / 1000000.0, whole, rtol=0.0001, atol=0.0001, what=what)
    spoilt = dout.clone()
    spoilt[1, 2, 0, 0] = float('nan')
    found = spatial_groupnorm_backward(spoilt, cache)
    assert bool(found[0][1, 2:].isnan().all()), 'NaN in dout should show in dx'
    assert all((bool(part.isnan().any()) for part in found[1:])), 'NaN in dout should show in dgamma and dbeta'
    checks.no_calls(spatial_groupnorm_backward, dout, cache, forbidden=library, what='spatial_groupnorm_backward')

    def both(x, gamma, beta, dout):
        out, cache = spatial_groupnorm_forward(x, gamma, beta, 2, {})
        return (out, spatial_groupnorm_backward(dout, cache))
    what = 'spatial_groupnorm_forward and _backward'
    checks.any_dtype(both, x, gamma, beta, dout, ulps=64, what=what)
    back = (spatial_groupnorm_backward, dout)
    checks.any_device(spatial_groupnorm_forward, x, gamma, beta, 2, {}, back=back, what=what)
    checks.any_layout(spatial_groupnorm_forward, x, gamma, beta, 2, {}, what='spatial_groupnorm_forward')
    checks.any_layout(lambda dout: spatial_groupnorm_backward(dout, cache), dout, what='spatial_groupnorm_backward')

