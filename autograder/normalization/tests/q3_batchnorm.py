from otter.test_files import test_case

OK_FORMAT = False

name = "q3_batchnorm"
points = 13

@test_case(points=1, hidden=False, 
    failure_message="In train mode, with gamma 1 and beta 0, each column has mean 0 and variance 1. Gamma and beta then set both.")
def test_batchnorm_sets_mean_and_deviation(batchnorm_forward):
    import torch
    from torchgrade import checks
    x = 5 + 3 * torch.randn(200, 3, generator=checks.generator('q3 public'))
    gamma, beta = (torch.tensor([1.0, 2.0, 0.5]), torch.tensor([0.0, -1.0, 4.0]))
    out, _ = checks.returns(batchnorm_forward, x, gamma, beta, {'mode': 'train'}, type=(tuple, list), what='batchnorm_forward')
    checks.close(out.mean(0), beta, atol=0.0001, what='the means of the columns')
    checks.close(out.std(0, unbiased=False), gamma, atol=0.0001, what='the standard deviations of the columns')

@test_case(points=1, hidden=False, 
    failure_message="Running averages start at 0, and take a tenth of the new value. The column 2, 4 has the mean 3 and the variance 1.")
def test_batchnorm_remembers_by_hand(batchnorm_forward):
    import torch
    from torchgrade import checks
    bn_param, one = ({'mode': 'train'}, torch.ones(1))
    checks.returns(batchnorm_forward, torch.tensor([[2.0], [4.0]]), one, 0 * one, bn_param, type=(tuple, list), what='batchnorm_forward')
    for key, right in (('running_mean', [0.3]), ('running_var', [0.1])):
        assert key in bn_param, f'bn_param has no {key!r} after a batch in train mode'
        checks.close(bn_param[key], torch.tensor(right), what=f'bn_param[{key!r}] after one batch')

@test_case(points=3, hidden=True, 
    failure_message="In train mode the output is not gamma * x_hat + beta with the mean and the biased variance of the batch.")
def test_batchnorm_in_train_mode(batchnorm_forward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q3 train')
    for rows, columns, eps in ((4, 6, None), (7, 1, 0.3), (3, 3, 0.001), (2, 5, 2.0), (900, 2, None), (1, 4, None), (5, 2, 0.0)):
        x = 2 + 3 * torch.randn(rows, columns, dtype=torch.float64, generator=draw)
        x[-1] += 500.0
        gamma, beta = 10 * torch.randn(2, columns, dtype=torch.float64, generator=draw)
        bn_param = {'mode': 'train', 'running_mean': 0 * beta + 9, 'running_var': 0 * beta + 5}
        if eps is not None:
            bn_param['eps'] = eps
        eps = 1e-05 if eps is None else eps
        right = gamma * (x - x.mean(0)) / (x.var(0, unbiased=False) + eps).sqrt() + beta
        with torch.set_grad_enabled(rows != 7):
            out, _ = checks.returns(batchnorm_forward, x, gamma, beta, bn_param, type=(tuple, list), what='batchnorm_forward')
        checks.close(out, right, what=f'the output for x of shape {(rows, columns)} in train mode')
    for scale in (100000.0, 1e-06):
        x = scale * torch.randn(6, 3, dtype=torch.float64, generator=draw)
        gamma, beta = 10000.0 * torch.randn(2, 3, dtype=torch.float64, generator=draw)
        bn_param, var = ({'mode': 'train', 'eps': 1e-14}, x.var(0, unbiased=False))
        out, _ = checks.returns(batchnorm_forward, x, gamma, beta, bn_param, type=(tuple, list), what='batchnorm_forward')
        right = gamma * (x - x.mean(0)) / (var + 1e-14).sqrt() + beta
        checks.close(out, right, what=f'the output for numbers of about {scale:g}')
        for key, right in (('running_mean', 0.1 * x.mean(0)), ('running_var', 0.1 * var)):
            assert key in bn_param, f'bn_param has no {key!r} after a batch in train mode'
            what = f'bn_param[{key!r}] for numbers of about {scale:g}'
            checks.close(bn_param[key], right, rtol=1e-06, atol=0.0, what=what)
    for mode in ('train', 'test'):
        x[0, 1] = float('nan')
        kept = {'running_mean': beta, 'running_var': gamma ** 2}
        out, _ = batchnorm_forward(x, gamma, beta, {'mode': mode, **kept})
        seen = out.isnan().sum(0).tolist()
        right = [0, len(x) if mode == 'train' else 1, 0]
        checks.equal(seen, right, what=f'How many outputs are not a number, in {mode} mode')
    for mode in ('eval', '', 'Train', 'training', 'tes', 't'):
        checks.raises(ValueError, batchnorm_forward, x, gamma, beta, {'mode': mode}, what=f'batchnorm_forward with the mode {mode!r}')

@test_case(points=3, hidden=True, 
    failure_message="The running averages are not what the formula gives over several batches. Biased variance, and the share of the old value is momentum.")
def test_batchnorm_remembers_several_batches(batchnorm_forward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q3 running')
    for momentum in (None, 0.6, 0.0):
        layers = [{'mode': 'train'}, {'mode': 'train', 'eps': 0.5}]
        if momentum is not None:
            layers = [{**layer, 'momentum': momentum} for layer in layers]
        share = 0.9 if momentum is None else momentum
        kept = torch.zeros(2, 2, 5, dtype=torch.float64)
        for step, rows in enumerate((3, 2, 600, 1, 4)):
            for number, layer in enumerate(layers):
                x = step + 3 * torch.randn(rows, 5, dtype=torch.float64, generator=draw)
                gamma, beta = torch.randn(2, 5, dtype=torch.float64, generator=draw)
                now = torch.stack([x.mean(0), x.var(0, unbiased=False)])
                kept[number] = share * kept[number] + (1 - share) * now
                checks.returns(batchnorm_forward, x, gamma, beta, layer, type=(tuple, list), what='batchnorm_forward')
                for right, key in zip(kept[number], ('running_mean', 'running_var')):
                    assert key in layer, f'bn_param has no {key!r} after a batch in train mode'
                    checks.close(layer[key], right, what=f'bn_param[{key!r}] after batch {step + 1}')
    x[0, 3] = float('nan')
    layer = {'mode': 'train', 'running_var': torch.full((5,), 3.0, dtype=torch.float64)}
    checks.returns(batchnorm_forward, x, gamma, beta, layer, type=(tuple, list), what='batchnorm_forward')
    right = {'running_mean': 0.1 * x.mean(0), 'running_var': 2.7 + 0.1 * x.var(0, unbiased=False)}
    for key, value in right.items():
        assert key in layer, f'bn_param has no {key!r} after a batch in train mode'
        what = f'bn_param[{key!r}], where running_var alone was there before the batch,'
        checks.close(layer[key][[0, 1, 2, 4]], value[[0, 1, 2, 4]], what=what)
        assert bool(layer[key][3].isnan()), f'{key} of a column that holds NaN should not look healthy'

@test_case(points=2, hidden=True, 
    failure_message="In test mode the running averages stand in for mean and variance, zeros where they are missing, gamma and beta still count, and nothing may move.")
def test_batchnorm_in_test_mode(batchnorm_forward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q3 test mode')
    for rows, settings in ((5, {}), (1, {}), (2, {'eps': 0.7}), (3, {'eps': 0.0}), (4, {'momentum': 0.2})):
        x = 4 * torch.randn(rows, 6, dtype=torch.float64, generator=draw)
        gamma, beta, mean = torch.randn(3, 6, dtype=torch.float64, generator=draw)
        var = torch.rand(6, dtype=torch.float64, generator=draw) + 0.1
        bn_param = {'mode': 'test', 'running_mean': mean, 'running_var': var, **settings}
        right = gamma * (x - mean) / (var + settings.get('eps', 1e-05)).sqrt() + beta
        out, _ = checks.unchanged(batchnorm_forward, x, gamma, beta, bn_param, what='batchnorm_forward in test mode')
        checks.close(out, right, what=f'the output for {rows} rows in test mode')
        checks.close(bn_param['running_mean'], mean, what='the running mean after a batch in test mode')
        checks.close(bn_param['running_var'], var, what='the running variance after a batch in test mode')
    for kept in ({}, {'running_mean': mean}, {'running_var': var}):
        out, _ = checks.unchanged(batchnorm_forward, x, gamma, beta, {'mode': 'test', **kept}, structure=False, what='batchnorm_forward in test mode')
        root = (kept.get('running_var', 0 * var) + 1e-05).sqrt()
        right = gamma * (x - kept.get('running_mean', 0 * mean)) / root + beta
        checks.close(out, right, what=f'the output in test mode, where {[*kept]} is all that was kept,')
    x = torch.randn(6, 6, generator=draw)
    bn_param = {key: value.float() if key.startswith('running') else value for key, value in bn_param.items()}
    ask = lambda x: batchnorm_forward(x, gamma.float(), beta.float(), dict(bn_param))[0]
    checks.any_batch(ask, x, what='batchnorm_forward in test mode')

@test_case(points=1, hidden=True, 
    failure_message="Tensors that come in, old running averages too, must stay as they are, and nothing may be kept but in bn_param.")
def test_batchnorm_leaves_tensors_alone(batchnorm_forward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q3 tensors')
    x, (gamma, beta, mean) = (torch.randn(5, 4, generator=draw), torch.randn(3, 4, generator=draw))
    old = {'running_mean': mean, 'running_var': mean ** 2}
    bn_param = {'mode': 'train', **old}
    kept = {key: value.clone() for key, value in old.items()}
    out, _ = checks.unchanged(batchnorm_forward, x, gamma, beta, bn_param, structure=False, what='batchnorm_forward in train mode')
    checks.close(out.mean(0), beta, atol=1e-05, what='the means of the columns')
    more = set(bn_param) - {'mode', 'eps', 'momentum', *old}
    assert not more, f'bn_param got a key that nobody asked for: {sorted(map(str, more))[0]!r}'
    for key in old:
        checks.close(old[key], kept[key], what=f'the tensor that was bn_param[{key!r}] before the batch')
    checks.close(bn_param['running_mean'], 0.9 * kept['running_mean'] + 0.1 * x.mean(0), what='bn_param["running_mean"]')
    for mode in ('train', 'test'):
        memory = {'mode': mode, 'running_mean': mean, 'running_var': mean ** 2}
        checks.stateless(batchnorm_forward, x, gamma, beta, memory, views=True, what=f'batchnorm_forward in {mode} mode')

@test_case(points=2, hidden=True, 
    failure_message="Any dtype, device and layout in memory must work, the running averages are like x, and autograd must go through mean and variance. No layer of the library.")
def test_batchnorm_takes_any_dtype(batchnorm_forward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q3 dtype')
    x, (gamma, beta) = (1 + torch.randn(8, 6, generator=draw), torch.randn(2, 6, generator=draw))
    memory = {'running_mean': beta, 'running_var': gamma ** 2 + 0.5}
    for mode in ('train', 'test'):
        ask = lambda x, gamma, beta, memory: batchnorm_forward(x, gamma, beta, {'mode': mode, **memory})[0]
        checks.any_dtype(ask, x, gamma, beta, memory, ulps=32, what=f'batchnorm_forward in {mode} mode')
        right = ask(x, gamma, beta, memory)
        for laid in (x.T.contiguous().T, x.repeat_interleave(2, 1)[:, ::2]):
            checks.close(ask(laid, gamma, beta, memory), right, rtol=0.0001, atol=0.0001, what=f'the output for another layout of x in {mode} mode')
        through = lambda x, gamma, beta: ask(x, gamma, beta, memory)
        checks.differentiable(through, x, gamma, beta, what=f'batchnorm_forward in {mode} mode')
        library = ('batch_norm', 'layer_norm', 'group_norm', 'instance_norm', 'autograd')
        checks.no_calls(batchnorm_forward, x, gamma, beta, {'mode': mode, **memory}, forbidden=library, what='batchnorm_forward')
        checks.any_device(ask, x, gamma, beta, memory, what=f'batchnorm_forward in {mode} mode')
        checks.any_device(ask, x, gamma, beta, {}, what=f'batchnorm_forward of a fresh layer in {mode} mode')
    leaf = x.clone().requires_grad_()
    right = gamma * (leaf - leaf.mean(0)) / (leaf.var(0, unbiased=False) + 1e-05).sqrt() + beta
    wanted, = torch.autograd.grad(right, leaf, x.cos())
    ask = lambda x: batchnorm_forward(x, gamma, beta, {'mode': 'train'})[0]
    _, found = checks.input_gradient(ask, x, x.cos(), what='batchnorm_forward in train mode')
    checks.close(found, wanted, rtol=0.0001, atol=0.0001, what='the gradient that autograd finds through batchnorm_forward')
    for dtype in (torch.bfloat16, torch.float64):
        bn_param = {'mode': 'train'}
        checks.returns(batchnorm_forward, x.to(dtype), gamma.to(dtype), beta.to(dtype), bn_param, type=(tuple, list), what='batchnorm_forward')
        for key in ('running_mean', 'running_var'):
            assert key in bn_param, f'bn_param has no {key!r} after a batch in train mode'
            checks.tensor(bn_param[key], shape=(6,), dtype=dtype, what=f'bn_param[{key!r}]')

