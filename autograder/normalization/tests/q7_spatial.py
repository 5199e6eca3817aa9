from otter.test_files import test_case

OK_FORMAT = False

name = "q7_spatial"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="Each channel gets the mean beta and the standard deviation gamma, over all images and pixels.")
def test_spatial_batchnorm_sets_each_channel(spatial_batchnorm_forward):
    import torch
    from torchgrade import checks
    scale = torch.tensor([1.0, 10.0, 100.0]).view(1, 3, 1, 1)
    x = scale * (2 + torch.randn(4, 3, 5, 6, generator=checks.generator('q7 public')))
    gamma, beta = (torch.tensor([1.0, 2.0, 0.5]), torch.tensor([0.0, -1.0, 4.0]))
    bn_param = {'mode': 'train'}
    out, _ = checks.returns(spatial_batchnorm_forward, x, gamma, beta, bn_param, type=(tuple, list), what='spatial_batchnorm_forward')
    checks.tensor(out, shape=(4, 3, 5, 6), what='the output')
    checks.close(out.mean((0, 2, 3)), beta, atol=0.001, what='the means of the channels')
    checks.close(out.std((0, 2, 3), unbiased=False), gamma, atol=0.001, what='the deviations of the channels')

@test_case(points=2, hidden=True, 
    failure_message="Output or running averages are wrong. One mean for each channel, over images and pixels, in train mode, and the averages in test mode.")
def test_spatial_batchnorm_forward(spatial_batchnorm_forward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q7 forward')
    wide = lambda v: v.view(1, -1, 1, 1)
    for settings in ({}, {'eps': 0.5, 'momentum': 0.6}):
        eps, share = (settings.get('eps', 1e-05), settings.get('momentum', 0.9))
        bn_param, kept = ({'mode': 'train', **settings}, torch.zeros(2, 4, dtype=torch.float64))
        shapes = ((3, 4, 2, 5), (1, 4, 3, 3), (2, 4, 6, 1), (1, 4, 1, 1), (2, 4, 1, 1), (2, 4, 20, 30))
        for shape in shapes:
            x = torch.arange(4).view(1, 4, 1, 1) + 2 * torch.randn(shape, dtype=torch.float64, generator=draw)
            x[0, :, 0, 0] += 500.0
            gamma, beta = torch.randn(2, 4, dtype=torch.float64, generator=draw)
            now = torch.stack([x.mean((0, 2, 3)), x.var((0, 2, 3), unbiased=False)])
            kept = share * kept + (1 - share) * now
            right = wide(gamma) * (x - wide(now[0])) / (wide(now[1]) + eps).sqrt() + wide(beta)
            out, _ = checks.returns(spatial_batchnorm_forward, x, gamma, beta, bn_param, type=(tuple, list), what='spatial_batchnorm_forward')
            checks.close(out, right, what=f'the output for x of shape {shape} in train mode')
            for right, key in zip(kept, ('running_mean', 'running_var')):
                assert key in bn_param, f'bn_param has no {key!r} after a batch in train mode'
                checks.close(bn_param[key], right, what=f'bn_param[{key!r}] after the batch of shape {shape}')
        asked = {**settings, 'mode': 'test', 'running_mean': kept[0], 'running_var': kept[1]}
        out, _ = checks.unchanged(spatial_batchnorm_forward, x, gamma, beta, asked, what='spatial_batchnorm_forward in test mode')
        right = wide(gamma) * (x - wide(kept[0])) / (wide(kept[1]) + eps).sqrt() + wide(beta)
        checks.close(out, right, what='the output in test mode')
    fresh, _ = checks.unchanged(spatial_batchnorm_forward, x, gamma, beta, {'mode': 'test'}, structure=False, what='spatial_batchnorm_forward of a fresh layer in test mode')
    right = wide(gamma) * x / 1e-05 ** 0.5 + wide(beta)
    checks.close(fresh, right, what='the output of a fresh layer in test mode')
    x[0, 2, 1, 1] = float('nan')
    out, _ = spatial_batchnorm_forward(x, gamma, beta, {'mode': 'train'})
    found = out.isnan().all((0, 2, 3)).tolist()
    checks.equal(found, [False, False, True, False], what='Which channels are all NaN')
    x = torch.randn(2, 4, 2, 3, dtype=torch.float64, generator=draw)
    out, _ = spatial_batchnorm_forward(1000000.0 * x, 1000000.0 * gamma, 1000000.0 * beta, {'mode': 'train'})
    right = F.batch_norm(1000000.0 * x, None, None, 1000000.0 * gamma, 1000000.0 * beta, True)
    checks.close(out, right, what='the output for large numbers')
    x = 0.001 * torch.randn(2, 4, 2, 3, dtype=torch.float64, generator=draw)
    for eps in (0.0, 1e-07):
        out, _ = spatial_batchnorm_forward(x, gamma, beta, {'mode': 'train', 'eps': eps})
        right = F.batch_norm(x, None, None, gamma, beta, True, 0.1, max(eps, 1e-30))
        checks.close(out, right, what=f'the output for small numbers with eps = {eps}')
    for mode in ('eval', 'Train', 'training', 't'):
        checks.raises(ValueError, spatial_batchnorm_forward, x, gamma, beta, {'mode': mode}, what=f'spatial_batchnorm_forward with the mode {mode!r}')

@test_case(points=3, hidden=True, 
    failure_message="A gradient is wrong. Bring dout into the same form as x, and back.")
def test_spatial_batchnorm_backward(spatial_batchnorm_forward, spatial_batchnorm_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q7 backward')
    for shape, eps in (((2, 3, 4, 5), 1e-05), ((1, 4, 2, 3), 0.5), ((3, 2, 1, 4), 0.001)):
        x = torch.arange(shape[1]).view(1, -1, 1, 1) + 2 * torch.randn(shape, dtype=torch.float64, generator=draw)
        gamma, beta = torch.randn(2, shape[1], dtype=torch.float64, generator=draw)
        right = lambda x, gamma, beta, bn_param: F.batch_norm(x, None, None, gamma, beta, True, 0.1, eps)
        checks.backward(spatial_batchnorm_forward, spatial_batchnorm_backward, (x, gamma, beta, {'mode': 'train', 'eps': eps}), oracle=right, generator=draw)
    first = spatial_batchnorm_forward(x, gamma, beta, {'mode': 'train'})[1]
    spatial_batchnorm_forward(x + 3 * x.roll(1, 3), beta, gamma, {'mode': 'train'})
    dx, _, _ = spatial_batchnorm_backward(x.cos(), first)
    leaf = x.clone().requires_grad_()
    wanted, = torch.autograd.grad(F.batch_norm(leaf, None, None, gamma, beta, True), leaf, x.cos())
    checks.close(dx, wanted, what='dx of a layer behind which another one was called')

@test_case(points=1, hidden=True, 
    failure_message="Tensors must stay as they are, any dtype, device and layout must work (channels last, too), and the library may not do the work.")
def test_spatial_batchnorm_takes_any_tensor(spatial_batchnorm_forward, spatial_batchnorm_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q7 pure')
    x, dout = torch.randn(2, 3, 4, 3, 5, generator=draw)
    gamma, beta = torch.randn(2, 4, generator=draw)
    library = ('batch_norm', 'layer_norm', 'group_norm', 'instance_norm', 'autograd')
    for mode in ('train', 'test'):
        memory = {'running_mean': beta, 'running_var': gamma ** 2 + 0.5}
        ask = lambda x, gamma, beta: spatial_batchnorm_forward(x, gamma, beta, {'mode': mode, **memory})[0]
        right = F.batch_norm(x, beta.clone(), gamma ** 2 + 0.5, gamma, beta, mode == 'train')
        checks.close(ask(x, gamma, beta), right, rtol=0.0001, atol=0.0001, what=f'the output in float32 in {mode} mode')
        checks.unchanged(spatial_batchnorm_forward, x, gamma, beta, {'mode': mode, **memory}, structure=False, what='spatial_batchnorm_forward')
        checks.differentiable(ask, x, gamma, beta, what=f'spatial_batchnorm_forward in {mode} mode')
        checks.no_calls(spatial_batchnorm_forward, x, gamma, beta, {'mode': mode, **memory}, forbidden=library, what='spatial_batchnorm_forward')

    def both(x, gamma, beta, dout):
        out, cache = spatial_batchnorm_forward(x, gamma, beta, {'mode': 'train'})
        return (out, spatial_batchnorm_backward(dout, cache))
    what = 'spatial_batchnorm_forward and _backward'
    checks.any_dtype(both, x, gamma, beta, dout, ulps=64, what=what)
    back = (spatial_batchnorm_backward, dout)
    train = {'mode': 'train'}
    checks.any_device(spatial_batchnorm_forward, x, gamma, beta, train, back=back, what=what)
    _, cache = spatial_batchnorm_forward(x, gamma, beta, {'mode': 'train'})
    dx, _, _ = checks.unchanged(spatial_batchnorm_backward, dout, cache, what='spatial_batchnorm_backward')
    for part, whole in zip(spatial_batchnorm_backward(1000000.0 * dout, cache), spatial_batchnorm_backward(dout, cache)):
        what = 'a gradient where dout is a million times as large'
        checks.close(part / 1000000.0, whole, rtol=0.0001, atol=0.0001, what=what)
    spoilt = dout.clone()
    spoilt[1, 2, 0, 0] = float('nan')
    found = spatial_batchnorm_backward(spoilt, cache)
    assert bool(found[0][:, 2].isnan().all()), 'NaN in dout should show in dx'
    assert all((bool(part.isnan().any()) for part in found[1:])), 'NaN in dout should show in dgamma and dbeta'
    checks.any_layout(lambda dout: spatial_batchnorm_backward(dout, cache), dout, what='spatial_batchnorm_backward')
    leaf = x.clone().requires_grad_()
    wanted, = torch.autograd.grad(F.batch_norm(leaf, None, None, gamma, beta, True), leaf, dout)
    checks.close(dx, wanted, rtol=0.0001, atol=0.0001, what='dx in float32')
    ask = lambda x: spatial_batchnorm_forward(x, gamma, beta, {'mode': 'train'})[0]
    _, found = checks.input_gradient(ask, x, dout, what='spatial_batchnorm_forward')
    what = 'the gradient that autograd finds through spatial_batchnorm_forward'
    checks.close(found, wanted, rtol=0.0001, atol=0.0001, what=what)
    checks.any_layout(spatial_batchnorm_forward, x, gamma, beta, {'mode': 'train'}, what='spatial_batchnorm_forward')
    checks.no_calls(spatial_batchnorm_backward, dout, cache, forbidden=library, what='spatial_batchnorm_backward')

