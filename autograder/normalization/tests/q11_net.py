from otter.test_files import test_case

OK_FORMAT = False

name = "q11_net"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="Without hidden layers, with weights and biases of zero, the loss of four classes is ln 4.")
def test_net_of_one_layer(net_loss):
    import math
    import torch
    from torchgrade import checks
    params = {'W1': torch.zeros(3, 4), 'b1': torch.zeros(4)}
    x, y = (torch.eye(3), torch.tensor([0, 1, 3]))
    checks.close(checks.returns(net_loss, params, x, type=torch.Tensor, what='net_loss without y'), torch.zeros(3, 4), what='the scores')
    value, found = checks.returns(net_loss, params, x, y, type=(tuple, list), what='net_loss with y')
    checks.close(value, math.log(4), what='the loss')
    checks.equal(set(found), {'W1', 'b1'}, what='The names of the gradients')
    checks.close(found['b1'], torch.tensor([-1.0, -1.0, 3.0, -1.0]) / 12, what='grads["b1"]')

@test_case(points=2, hidden=True, 
    failure_message="Scores, loss or a gradient is wrong for a network with normalization. The order is affine, normalization, ReLU, and the last layer is bare.")
def test_net_with_normalization(net_loss):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    import normalization_helpers as helpers

    def network(params, x, normalization=None, norm_params=None, dropout_param=None):
        """The scores by the functions of torch; norm_params as they are in this call."""
        last = sum((name.startswith('W') for name in params))
        for k in range(1, last + 1):
            x = x @ params[f'W{k}'] + params[f'b{k}']
            if k == last:
                return x
            if normalization == 'layernorm':
                x = F.layer_norm(x, x.shape[1:], params[f'gamma{k}'], params[f'beta{k}'], norm_params[k - 1].get('eps', 1e-05))
            elif normalization == 'batchnorm':
                bn = norm_params[k - 1]
                if bn['mode'] == 'train':
                    mean, var = (x.mean(0), x.var(0, unbiased=False))
                else:
                    mean, var = (bn['running_mean'], bn['running_var'])
                x = params[f'gamma{k}'] * (x - mean) / (var + bn.get('eps', 1e-05)).sqrt() + params[f'beta{k}']
            x = F.relu(x)
            if dropout_param is not None:
                x = helpers.dropout_forward(x, dropout_param)[0]

    def make(draw, sizes, normalization, rows=6):
        params = {}
        for k in range(1, len(sizes)):
            params[f'W{k}'] = torch.randn(sizes[k - 1], sizes[k], dtype=torch.float64, generator=draw)
            params[f'b{k}'] = torch.randn(sizes[k], dtype=torch.float64, generator=draw)
            if normalization and k + 1 < len(sizes):
                params[f'gamma{k}'], params[f'beta{k}'] = torch.randn(2, sizes[k], dtype=torch.float64, generator=draw)
        x = torch.randn(rows, sizes[0], dtype=torch.float64, generator=draw)
        return (params, x, torch.randint(sizes[-1], (rows,), generator=draw))
    draw = checks.generator('q11 net')
    deep = (3, *[4] * 11, 2)
    for sizes, normalization, reg in ((deep, 'layernorm', 0.0), ((5, 4, 3), None, 0.0), ((5, 4, 4, 3), 'batchnorm', 0.0), ((4, 6, 6, 5, 2), 'layernorm', 0.0), ((3, 5, 4, 3), 'batchnorm', 0.3), ((3, 4, 2), None, 0.7), ((3, 4, 2), 'layernorm', 0.2), ((5, 4, 3), None, 300.0)):
        params, x, y = make(draw, sizes, normalization)
        if reg > 1.0:
            x = 100.0 * x
        norm_params = [{'mode': 'train', 'eps': 0.1 * k} for k in range(1, len(sizes) - 1)] if normalization else None
        leaves = {name: value.clone().requires_grad_() for name, value in params.items()}
        scores = network(leaves, x, normalization, norm_params)
        right = F.cross_entropy(scores, y) + 0.5 * reg * sum(((v ** 2).sum() for name, v in leaves.items() if name.startswith('W')))
        wanted = dict(zip(leaves, torch.autograd.grad(right, list(leaves.values()))))
        what = f'with normalization={normalization!r}, {len(sizes) - 2} hidden layers and reg={reg}'
        ask = lambda y: net_loss(params, x, y, normalization, norm_params and [dict(p) for p in norm_params], reg=reg)
        checks.close(ask(None), scores.detach(), what=f'the scores {what}')
        loss, grads = checks.returns(ask, y, type=(tuple, list), what='net_loss with y')
        checks.close(loss, right.item(), what=f'the loss {what}')
        checks.equal(set(grads), set(params), what='The names of the gradients')
        for name in params:
            checks.close(grads[name], wanted[name], what=f'grads[{name!r}] {what}')

@test_case(points=2, hidden=True, 
    failure_message="Each layer needs a memory of its own, which train mode moves once a call and test mode uses and leaves alone.")
def test_net_remembers(net_loss):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    import normalization_helpers as helpers

    def network(params, x, normalization=None, norm_params=None, dropout_param=None):
        """The scores by the functions of torch; norm_params as they are in this call."""
        last = sum((name.startswith('W') for name in params))
        for k in range(1, last + 1):
            x = x @ params[f'W{k}'] + params[f'b{k}']
            if k == last:
                return x
            if normalization == 'layernorm':
                x = F.layer_norm(x, x.shape[1:], params[f'gamma{k}'], params[f'beta{k}'], norm_params[k - 1].get('eps', 1e-05))
            elif normalization == 'batchnorm':
                bn = norm_params[k - 1]
                if bn['mode'] == 'train':
                    mean, var = (x.mean(0), x.var(0, unbiased=False))
                else:
                    mean, var = (bn['running_mean'], bn['running_var'])
                x = params[f'gamma{k}'] * (x - mean) / (var + bn.get('eps', 1e-05)).sqrt() + params[f'beta{k}']
            x = F.relu(x)
            if dropout_param is not None:
                x = helpers.dropout_forward(x, dropout_param)[0]

    def make(draw, sizes, normalization, rows=6):
        params = {}
        for k in range(1, len(sizes)):
            params[f'W{k}'] = torch.randn(sizes[k - 1], sizes[k], dtype=torch.float64, generator=draw)
            params[f'b{k}'] = torch.randn(sizes[k], dtype=torch.float64, generator=draw)
            if normalization and k + 1 < len(sizes):
                params[f'gamma{k}'], params[f'beta{k}'] = torch.randn(2, sizes[k], dtype=torch.float64, generator=draw)
        x = torch.randn(rows, sizes[0], dtype=torch.float64, generator=draw)
        return (params, x, torch.randint(sizes[-1], (rows,), generator=draw))
    draw = checks.generator('q11 memory')
    params, _, _ = make(draw, (3, 4, 4, 2), 'batchnorm')
    memory, kept = ([{'mode': 'train', 'momentum': 0.6} for _ in range(2)], torch.zeros(2, 2, 4, dtype=torch.float64))
    for step in range(3):
        _, x, y = make(draw, (3, 4, 4, 2), 'batchnorm', rows=5 + step)
        checks.returns(net_loss, params, x, y, 'batchnorm', memory, type=(tuple, list), what='net_loss with y')
        z = x
        for k in (1, 2):
            z = z @ params[f'W{k}'] + params[f'b{k}']
            now = torch.stack([z.mean(0), z.var(0, unbiased=False)])
            kept[k - 1] = 0.6 * kept[k - 1] + 0.4 * now
            for right, key in zip(kept[k - 1], ('running_mean', 'running_var')):
                assert key in memory[k - 1], f'norm_params[{k - 1}] has no {key!r} after a batch in train mode'
                checks.close(memory[k - 1][key], right, what=f'{key} of hidden layer {k} after {step + 1} batches')
            z = F.relu(params[f'gamma{k}'] * (z - now[0]) / (now[1] + 1e-05).sqrt() + params[f'beta{k}'])
    asked = [{'mode': 'test', 'running_mean': mean, 'running_var': var} for mean, var in kept]
    for rows in (1, 4):
        _, x, _ = make(draw, (3, 4, 4, 2), 'batchnorm', rows=rows)
        scores = checks.unchanged(net_loss, params, x, None, 'batchnorm', asked, what='net_loss in test mode')
        checks.close(scores, network(params, x, 'batchnorm', asked), what='the scores in test mode')
    no_mode = [{'mode': 'eval'}, {'mode': 'eval'}]
    checks.raises(ValueError, net_loss, params, x, None, 'batchnorm', no_mode, what='net_loss with layers in a mode that there is not')

@test_case(points=1, hidden=True, 
    failure_message="With dropout something is wrong: it comes behind the ReLU of each hidden layer, and never behind the last layer.")
def test_net_with_dropout(net_loss):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    import normalization_helpers as helpers

    def network(params, x, normalization=None, norm_params=None, dropout_param=None):
        """The scores by the functions of torch; norm_params as they are in this call."""
        last = sum((name.startswith('W') for name in params))
        for k in range(1, last + 1):
            x = x @ params[f'W{k}'] + params[f'b{k}']
            if k == last:
                return x
            if normalization == 'layernorm':
                x = F.layer_norm(x, x.shape[1:], params[f'gamma{k}'], params[f'beta{k}'], norm_params[k - 1].get('eps', 1e-05))
            elif normalization == 'batchnorm':
                bn = norm_params[k - 1]
                if bn['mode'] == 'train':
                    mean, var = (x.mean(0), x.var(0, unbiased=False))
                else:
                    mean, var = (bn['running_mean'], bn['running_var'])
                x = params[f'gamma{k}'] * (x - mean) / (var + bn.get('eps', 1e-05)).sqrt() + params[f'beta{k}']
            x = F.relu(x)
            if dropout_param is not None:
                x = helpers.dropout_forward(x, dropout_param)[0]

    def make(draw, sizes, normalization, rows=6):
        params = {}
        for k in range(1, len(sizes)):
            params[f'W{k}'] = torch.randn(sizes[k - 1], sizes[k], dtype=torch.float64, generator=draw)
            params[f'b{k}'] = torch.randn(sizes[k], dtype=torch.float64, generator=draw)
            if normalization and k + 1 < len(sizes):
                params[f'gamma{k}'], params[f'beta{k}'] = torch.randn(2, sizes[k], dtype=torch.float64, generator=draw)
        x = torch.randn(rows, sizes[0], dtype=torch.float64, generator=draw)
        return (params, x, torch.randint(sizes[-1], (rows,), generator=draw))
    draw = checks.generator('q11 dropout')
    for sizes, normalization, mode in (((5, 8, 7, 3), 'batchnorm', 'train'), ((5, 8, 3), None, 'train'), ((5, 6, 6, 3), 'layernorm', 'train'), ((5, 6, 3), 'layernorm', 'test')):
        params, x, y = make(draw, sizes, normalization, rows=9)
        drop = {'mode': mode, 'p': 0.7, 'seed': 3}
        norm_params = [{'mode': 'train'} for _ in sizes[2:]]
        leaves = {name: value.clone().requires_grad_() for name, value in params.items()}
        right = F.cross_entropy(network(leaves, x, normalization, norm_params, drop), y)
        wanted = dict(zip(leaves, torch.autograd.grad(right, list(leaves.values()))))
        what = f'with dropout in {mode} mode and normalization={normalization!r}'
        loss, grads = checks.returns(net_loss, params, x, y, normalization, [dict(p) for p in norm_params], drop, type=(tuple, list), what='net_loss with y')
        checks.close(loss, right.item(), what=f'the loss {what}')
        for name in params:
            checks.close(grads[name], wanted[name], what=f'grads[{name!r}] {what}')
        scores = net_loss(params, x, None, normalization, [dict(p) for p in norm_params], drop)
        right = network(params, x, normalization, norm_params, drop)
        checks.close(scores, right, what=f'the scores {what}')

@test_case(points=1, hidden=True, 
    failure_message="params, x and y must stay as they are, nothing may be kept but in norm_params, and what is not finite must show.")
def test_net_is_a_pure_function(net_loss):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    import normalization_helpers as helpers

    def network(params, x, normalization=None, norm_params=None, dropout_param=None):
        """The scores by the functions of torch; norm_params as they are in this call."""
        last = sum((name.startswith('W') for name in params))
        for k in range(1, last + 1):
            x = x @ params[f'W{k}'] + params[f'b{k}']
            if k == last:
                return x
            if normalization == 'layernorm':
                x = F.layer_norm(x, x.shape[1:], params[f'gamma{k}'], params[f'beta{k}'], norm_params[k - 1].get('eps', 1e-05))
            elif normalization == 'batchnorm':
                bn = norm_params[k - 1]
                if bn['mode'] == 'train':
                    mean, var = (x.mean(0), x.var(0, unbiased=False))
                else:
                    mean, var = (bn['running_mean'], bn['running_var'])
                x = params[f'gamma{k}'] * (x - mean) / (var + bn.get('eps', 1e-05)).sqrt() + params[f'beta{k}']
            x = F.relu(x)
            if dropout_param is not None:
                x = helpers.dropout_forward(x, dropout_param)[0]

    def make(draw, sizes, normalization, rows=6):
        params = {}
        for k in range(1, len(sizes)):
            params[f'W{k}'] = torch.randn(sizes[k - 1], sizes[k], dtype=torch.float64, generator=draw)
            params[f'b{k}'] = torch.randn(sizes[k], dtype=torch.float64, generator=draw)
            if normalization and k + 1 < len(sizes):
                params[f'gamma{k}'], params[f'beta{k}'] = torch.randn(2, sizes[k], dtype=torch.float64, generator=draw)
        x = torch.randn(rows, sizes[0], dtype=torch.float64, generator=draw)
        return (params, x, torch.randint(sizes[-1], (rows,), generator=draw))
    draw = checks.generator('q11 pure')
    for normalization in (None, 'batchnorm', 'layernorm'):
        params, x, y = make(draw, (3, 4, 4, 2), normalization)
        memory = [{'mode': 'train'}, {'mode': 'train'}]
        ask = lambda params, x, y: net_loss(params, x, y, normalization, [dict(m) for m in memory], reg=0.1)
        loss, grads = checks.unchanged(ask, params, x, y, what='net_loss')
        checks.close(grads['b3'], (F.softmax(network(params, x, normalization, memory), 1) - F.one_hot(y, 2)).mean(0), what='grads["b3"]')
        checks.stateless(net_loss, params, x, y, normalization, memory, None, 0.1, what='net_loss')
        checks.any_device(lambda params, x: ask(params, x, None), params, x, what='net_loss without y')
    memory = [{'mode': 'test', 'eps': 0.1}, {'mode': 'test'}]
    checks.unchanged(net_loss, params, x, y, 'layernorm', memory, what='net_loss with layer norm')
    params, x, y = make(draw, (3, 4, 2), None)
    x[0, 1] = float('nan')
    loss, grads = net_loss(params, x, y)
    spoilt = torch.isnan(torch.stack([torch.as_tensor(float(loss)), *grads['b2'].float()]))
    assert bool(spoilt.all()), 'NaN in x should show in the loss and in the gradients'

