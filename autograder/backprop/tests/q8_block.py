from otter.test_files import test_case

OK_FORMAT = False

name = "q8_block"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="Without normalization and dropout a block is an affine layer and a ReLU.")
def test_plain_block_by_hand(block_forward, block_backward):
    import torch
    from torchgrade import checks
    x, w, b = (torch.tensor([[1.0, 2.0]]), torch.tensor([[1.0, 0.5], [0.0, -1.0]]), torch.zeros(2))
    out, cache = checks.returns(block_forward, x, w, b, type=tuple, what='block_forward')
    checks.close(out, torch.tensor([[1.0, 0.0]]), what='the output')
    grads = checks.returns(block_backward, torch.tensor([[2.0, 3.0]]), cache, type=tuple, what='block_backward')
    assert len(grads) == 5, 'block_backward should return five things'
    checks.close(grads[1], torch.tensor([[2.0, 0.0], [4.0, 0.0]]), what='dw')
    assert grads[3] is None and grads[4] is None, 'dgamma and dbeta should be None without normalization'

@test_case(points=3, hidden=True, 
    failure_message="A block with normalization gives wrong values or gradients. The order is affine, normalization, ReLU.")
def test_block_with_normalization(block_forward, block_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q8 norm')
    oracles = {'batchnorm': lambda z, g, b: F.batch_norm(z, None, None, g, b, training=True), 'layernorm': lambda z, g, b: F.layer_norm(z, z.shape[1:], g, b)}
    for norm, normalized in oracles.items():
        for shape, m in (((4, 3), 5), ((6, 2, 2), 3)):
            x = torch.randn(shape, dtype=torch.float64, generator=draw)
            w = torch.randn(x[0].numel(), m, dtype=torch.float64, generator=draw)
            b, gamma, beta = torch.randn(3, m, dtype=torch.float64, generator=draw)
            oracle = lambda x, w, b, g, be: torch.relu(normalized(torch.addmm(b, x.flatten(1), w), g, be))
            forward = lambda x, w, b, g, be: block_forward(x, w, b, g, be, norm, {'mode': 'train'})
            out, first = checks.unchanged(block_forward, x, w, b, gamma, beta, norm, {'mode': 'train'}, structure=False, what='block_forward')
            checks.close(out, oracle(x, w, b, gamma, beta), what=f'the output with {norm}')
            forward(3 * x + 1, -w, b, gamma, beta)
            block_forward(x, w, b)
            leaves = [t.clone().requires_grad_() for t in (x, w)]
            right = torch.autograd.grad(oracle(*leaves, b, gamma, beta).exp().sum(), leaves)
            for name, found, true in zip(('dx', 'dw'), block_backward(out.exp(), first), right):
                checks.close(found, true, what=f'{name} of an earlier call with {norm}')
            checks.backward(forward, block_backward, [x, w, b, gamma, beta], oracle=oracle)
            param = {'mode': 'test', 'running_mean': beta.clone(), 'running_var': gamma ** 2 + 1}
            out, _ = block_forward(x, w, b, gamma, beta, norm, dict(param))
            z = torch.addmm(b, x.flatten(1), w)
            if norm == 'batchnorm':
                z = F.batch_norm(z, beta.clone(), gamma ** 2 + 1, gamma, beta)
            else:
                z = normalized(z, gamma, beta)
            checks.close(out, torch.relu(z), what=f'the output with {norm} in test mode')
    state = {'mode': 'train'}
    z = torch.addmm(b, x.flatten(1), w)
    block_forward(x, w, b, gamma, beta, 'batchnorm', state)
    checks.close(state.get('running_mean'), 0.1 * z.mean(0), what='the running mean in norm_param')

@test_case(points=2, hidden=True, 
    failure_message="A block with dropout gives wrong values or gradients. Dropout comes last, and goes back through the mask that was used.")
def test_block_with_dropout(block_forward, block_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q8 dropout')
    x, w = (torch.randn(60, 4, dtype=torch.float64, generator=draw), torch.randn(4, 6, dtype=torch.float64, generator=draw))
    b, gamma, beta = torch.rand(3, 6, dtype=torch.float64, generator=draw)
    dout = torch.randn(60, 6, dtype=torch.float64, generator=draw)
    normalized = {None: lambda z, g, be: z, 'batchnorm': lambda z, g, be: F.batch_norm(z, None, None, g, be, training=True), 'layernorm': lambda z, g, be: F.layer_norm(z, (6,), g, be)}
    for norm, normalize in normalized.items():
        leaves = [t.clone().requires_grad_() for t in (x, w, b, gamma, beta)]
        plain = torch.relu(normalize(leaves[0] @ leaves[1] + leaves[2], *leaves[3:]))
        for keep in (0.5, 0.8):
            param = {'mode': 'train', 'keep': keep}
            out, cache = block_forward(x, w, b, gamma, beta, norm, {'mode': 'train'}, dict(param))
            block_forward(-x, w, b, gamma, beta, norm, {'mode': 'train'}, dict(param))
            out = checks.tensor(out, shape=(60, 6), what='the output')
            alive = plain.detach() > 0
            kept = torch.where(alive, (out != 0).double(), 1.0)
            checks.close(out, plain.detach() * kept / keep, what='what dropout keeps')
            checks.drop_fraction(out[alive], drop=1 - keep, false_failure=1e-07, what='the output')
            right = torch.autograd.grad((plain * kept / keep * dout).sum(), leaves, allow_unused=True, retain_graph=True)
            grads = block_backward(dout, cache)
            for name, found, one in zip(('dx', 'dw', 'db', 'dgamma', 'dbeta'), grads, right):
                if one is not None:
                    checks.close(found, one, what=f'{name} with dropout')
        out, cache = block_forward(x, w, b, gamma, beta, norm, {'mode': 'train'}, {'mode': 'test', 'keep': 0.5})
        checks.close(out, plain.detach(), what='the output with dropout in test mode')
        checks.tensor(block_backward(dout, cache)[0], shape=(60, 4), what='dx with dropout in test mode')
        for mode in ('train', 'test'):
            found = []
            for chance in (torch.Generator(), torch.Generator(), None):
                state = {'mode': mode, 'running_mean': 0 * beta, 'running_var': 1 + 0 * beta}
                param = {'mode': 'train', 'keep': 0.5}
                param['generator'] = chance and chance.manual_seed(3)
                out, _ = block_forward(x, w, b, gamma, beta, norm, state, None if chance is None else param)
                found.append(out)
            checks.close(found[1], found[0], rtol=0.0, atol=0.0, what='dropout with a generator')
            share = float((found[0] != 0).sum() / (found[2] != 0).sum())
            assert 0.2 < share < 0.8, 'dropout should have dropped a half'

@test_case(points=1, hidden=True, 
    failure_message="A block without normalization must not look at gamma and beta, must keep nothing but its cache, needs no batch of a certain size, and takes every dtype and layout.")
def test_plain_block(block_forward, block_backward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q8 plain')
    x, w = (torch.randn(3, 4, dtype=torch.float64, generator=draw), torch.randn(4, 6, dtype=torch.float64, generator=draw))
    b, gamma, beta = torch.randn(3, 6, dtype=torch.float64, generator=draw)
    oracle = lambda x, w, b: torch.relu(torch.addmm(b, x, w))
    for more in ((), (gamma, beta), (gamma, beta, None, {'mode': 'train'}), (None, None, None, None, None)):
        forward = lambda x, w, b: block_forward(x, w, b, *more)
        checks.backward(forward, lambda dout, cache: block_backward(dout, cache)[:3], [x, w, b], oracle=oracle)
        out, cache = checks.unchanged(block_forward, x[:1], w, b, *more, what='block_forward')
        checks.close(out, oracle(x[:1], w, b), what='the output for one example')
        grads = checks.unchanged(block_backward, torch.ones_like(out), cache, what='block_backward')
        assert grads[3] is None and grads[4] is None, 'dgamma and dbeta should be None without normalization'

    def both(x, w, b, dout):
        out, cache = block_forward(x, w, b)
        return [out, *block_backward(dout, cache)[:3]]
    dout = torch.randn(3, 6, dtype=torch.float64, generator=draw)
    checks.stateless(both, x, w, b, dout, what='the block')
    b = torch.tensor([30.0, -30.0] * 3, dtype=torch.float64)
    checks.any_dtype(both, x, w, b, dout, ulps=32, what='the block')
    checks.any_layout(both, x.reshape(3, 2, 2), w, b, dout, what='the block')

