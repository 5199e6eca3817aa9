from otter.test_files import test_case

OK_FORMAT = False

name = "q9_net"
points = 16

@test_case(points=1, hidden=False, 
    failure_message="Names and shapes of the parameters, of the scores and of the gradients, and that a random network is undecided.")
def test_net_has_the_right_names_and_shapes(FullyConnectedNet):
    import torch
    from torchgrade import checks
    x, y = (torch.randn(3, 2, 3, generator=checks.generator('q9 names')), torch.tensor([0, 3, 1]))
    for normalization in (None, 'batchnorm', 'layernorm'):
        net = FullyConnectedNet([5, 7], input_dim=6, num_classes=4, normalization=normalization)
        shapes = {'W1': (6, 5), 'b1': (5,), 'W2': (5, 7), 'b2': (7,), 'W3': (7, 4), 'b3': (4,)}
        if normalization is not None:
            shapes |= {'gamma1': (5,), 'beta1': (5,), 'gamma2': (7,), 'beta2': (7,)}
        checks.tensor(net.loss(x), shape=(3, 4), what='the scores')
        loss, grads = net.loss(x, y)
        assert abs(checks.number(loss, what='the loss') - 1.386) < 0.1, 'the loss should be near ln 4 at first'
        for what, tensors in (('params', net.params), ('grads', grads)):
            assert set(tensors) == set(shapes), f'{what} has the names {sorted(tensors)}, not {sorted(shapes)}'
            for name, shape in shapes.items():
                checks.tensor(tensors[name], shape=shape, dtype=torch.float32, what=f'{what}[{name!r}]')

@test_case(points=2, hidden=False, 
    failure_message="With these weights the losses of a network with one hidden layer are known: 3.4702243556, and 26.5948426952 with reg = 1.")
def test_net_with_known_losses(FullyConnectedNet):
    import torch
    from torchgrade import checks
    line = lambda low, high, *shape: torch.linspace(low, high, torch.Size(shape).numel(), dtype=torch.float64).reshape(shape)
    weights = {'W1': line(-0.7, 0.3, 5, 50), 'b1': line(-0.1, 0.9, 50), 'W2': line(-0.3, 0.4, 50, 7), 'b2': line(-0.9, 0.1, 7)}
    x, y = (line(-5.5, 4.5, 5, 3).T, torch.tensor([0, 5, 1]))
    slips = {49.7195: 'the factor 1/2 of the penalty is missing', 33.7121: 'the biases are penalised, too', 3.4702: 'there is no penalty'}
    for reg, right in ((0.0, 3.4702243556), (1.0, 26.5948426952)):
        net = FullyConnectedNet([50], input_dim=5, num_classes=7, reg=reg, dtype=torch.float64)
        net.params = dict(weights)
        loss = checks.number(net.loss(x, y)[0], what='the loss')
        hint = next((f': {slip}' for wrong, slip in slips.items() if reg and abs(loss - wrong) < 0.001), '')
        assert abs(loss - right) < 1e-09, f'with reg = {reg} the loss is {loss:.10f}, not {right:.10f}{hint}'

@test_case(points=1, hidden=False, 
    failure_message="The gradients do not agree with differences of your own loss.")
def test_net_agrees_with_differences(FullyConnectedNet):
    import torch
    draw = torch.Generator().manual_seed(1)
    x, y = (torch.randn(3, 4, generator=draw, dtype=torch.float64), torch.tensor([0, 2, 1]))
    net = FullyConnectedNet([5, 3], 4, 3, reg=0.3, weight_scale=0.7, normalization='layernorm', dtype=torch.float64, seed=1)
    start = {name: 0.7 * torch.randn(net.params[name].shape, generator=draw, dtype=torch.float64) + 0.1 for name in sorted(net.params)}
    net.params = dict(start)
    _, grads = net.loss(x, y)
    for name, p in start.items():
        for place in (0, p.numel() - 1):
            ends = []
            for step in (1e-05, -1e-05):
                moved = p.clone()
                moved.view(-1)[place] += step
                net.params = {**start, name: moved}
                ends.append(float(net.loss(x, y)[0]))
            slope = (ends[0] - ends[1]) / 2e-05
            assert abs(float(grads[name].reshape(-1)[place]) - slope) < 1e-06, f'the gradient of {name} is off'

@test_case(points=3, hidden=True, 
    failure_message="Loss, scores or gradients of a plain network are wrong for some depth, shape of the examples, or strength of the penalty.")
def test_plain_nets_of_any_depth(FullyConnectedNet):
    import torch
    from torchgrade import checks
    from backprop_oracle import Oracle, random_params
    draw = checks.generator('q9 plain')
    for dims, shape, classes, reg in (([6], (4, 5), 3, 0.37), ([], (3, 4), 5, 0.8), ((5, 4, 6), (5, 2, 3, 2), 2, 0.0), ([4, 4, 4, 4, 4], (1, 3), 4, 0.2), ([3, 1], (2, 3), 2, 0.1), ([3] * 11, (2, 3), 2, 0.1)):
        x = torch.randn(shape, dtype=torch.float64, generator=draw)
        y = torch.randint(classes, shape[:1], generator=draw)
        size = x[0].numel()
        net = FullyConnectedNet(dims, size, classes, reg, dtype=torch.float64)
        FullyConnectedNet([2], 3, 2, 5.0, 1.0, 'batchnorm', 0.5)
        params = random_params(dims, size, classes, draw)
        checks.equal(set(net.params), set(params), what='The names of the parameters')
        net.params = dict(params)
        oracle = Oracle(params, reg=reg)
        checks.close(net.loss(x), oracle.scores(x), what=f'the scores with hidden_dims={dims}')
        loss, grads = net.loss(x, y)
        right, true = oracle.loss(x, y)
        checks.close(loss, right, what=f'the loss with hidden_dims={dims}')
        checks.equal(set(grads), set(true), what='The names of the gradients')
        for name in true:
            checks.close(grads[name], true[name], what=f'the gradient of {name} with hidden_dims={dims}')
        checks.close(net.loss(x), oracle.scores(x), what='the scores after a call with labels')
        loss, _ = checks.returns(net.loss, x, 0 * y, type=tuple, what='net.loss with labels of 0')
        checks.close(loss, oracle.loss(x, 0 * y)[0], what='the loss of labels that are all 0')
    checks.unchanged(FullyConnectedNet, [5, 4], 6, 3, what='FullyConnectedNet')
    x, y = (10000.0 * torch.randn(3, 4, dtype=torch.float64, generator=draw), torch.tensor([2, 0, 1]))
    net = FullyConnectedNet([5], 4, 3, dtype=torch.float64)
    params = random_params([5], 4, 3, draw)
    net.params = {**params, 'W2': 0.0001 * params['W2']}
    oracle = Oracle(net.params)
    for name, true in oracle.loss(x, y)[1].items():
        found = net.loss(x, y)[1][name]
        checks.close(found / 10000.0, true / 10000.0, what=f'the gradient of {name} for large images, by 1e4')

@test_case(points=2, hidden=True, 
    failure_message="The initial parameters are not as described. Look at weight_scale, at zeros and ones, at dtype, and at what the seed decides.")
def test_initial_parameters(FullyConnectedNet):
    import torch
    from torchgrade import checks
    for scale in (0.3, 0.001):
        net = FullyConnectedNet([200, 100], weight_scale=scale, normalization='batchnorm', dtype=torch.float64)
        for name, p in net.params.items():
            p = checks.tensor(p, dtype=torch.float64, what=f'params[{name!r}]')
            if not name.startswith('W'):
                right = torch.ones_like(p) if name.startswith('gamma') else torch.zeros_like(p)
                checks.close(p, right, what=f'params[{name!r}] of a new network')
                continue
            z, n = (p / scale, p.numel())
            assert abs(float(z.mean())) < 6 / n ** 0.5, f'the mean of {name} is not 0'
            assert abs(float(z.std()) - 1) < 6 / (2 * n) ** 0.5, f'the deviation of {name} is not weight_scale'
            assert abs(float((z ** 4).mean()) - 3) < 6 * (96 / n) ** 0.5, f'{name} is not normal'
            rows = z.std(0)
            assert float(rows.min()) > 0.4 and len(set(z[0].tolist())) == z.shape[1], f'{name} is not random'
    make = lambda seed: FullyConnectedNet([9, 8], 7, 5, seed=seed, weight_scale=1.0)
    for one, two, same in ((make(3), make(3), True), (make(0), make(0), True), (make(3), make(4), False), (make(None), make(None), False)):
        for name in ('W1', 'W2', 'W3'):
            found = bool((one.params[name] == two.params[name]).all())
            assert found == same, 'weights of two networks agree, or do not, against what their seeds say'
    net = FullyConnectedNet([9, 9, 9], 7, 5, seed=3)
    for one, two in ((1, 2), (2, 3), (3, 4), (1, 4)):
        first, second = (net.params[f'W{i}'].reshape(-1)[:45] for i in (one, two))
        assert int((first == second).sum()) < 3, 'two layers begin with the same numbers'
    checks.stateless(lambda seed: make(seed).params['W1'], 3, what='FullyConnectedNet')
    drawn = [make(seed).params['W1'] for seed in range(5)]
    checks.independent_draws(drawn, what='weights of a new network')
    free = make(None).params['W1']
    assert not any((bool((free == one).all()) for one in drawn)), 'a network without a seed begins like one with a small seed'
    after = []
    for _ in range(2):
        make(3)
        after.append(make(None).params['W1'])
    assert bool((after[0] != after[1]).any()), 'a network with a seed fixes what is drawn after it: it seeds the global generator'
    default = FullyConnectedNet([3])
    checks.tensor(default.params['W1'], shape=(3072, 3), dtype=torch.float32, what="params['W1']")
    checks.tensor(default.params['W2'], shape=(3, 10), what="params['W2']")
    assert abs(float(default.params['W1'].std()) / 0.01 - 1) < 0.05, 'the default weight_scale is not 1e-2'

@test_case(points=3, hidden=True, 
    failure_message="A network with batch norm is wrong, in train mode, in its running statistics, or in test mode. Each hidden layer has statistics of its own.")
def test_net_with_batch_norm(FullyConnectedNet):
    import torch
    from torchgrade import checks
    from backprop_oracle import Oracle, random_params
    draw = checks.generator('q9 batch norm')
    for dims, reg in (([6], 0.0), ([5, 5, 5], 0.37)):
        net = FullyConnectedNet(dims, 4, 3, reg, normalization='batchnorm', dtype=torch.float64)
        params = random_params(dims, 4, 3, draw, 'batchnorm')
        checks.equal(set(net.params), set(params), what='The names of the parameters')
        net.params = dict(params)
        oracle = Oracle(params, 'batchnorm', reg)
        probe = torch.randn(3, 4, dtype=torch.float64, generator=draw)
        for step in range(3):
            x = (step + 1) * torch.randn(7, 4, dtype=torch.float64, generator=draw) + step
            y = torch.randint(3, (7,), generator=draw)
            loss, grads = net.loss(x, y)
            right, true = oracle.loss(x, y)
            checks.close(loss, right, what='the loss with batch norm')
            checks.equal(set(grads), set(true), what='The names of the gradients')
            for name in true:
                checks.close(grads[name], true[name], what=f'the gradient of {name} with batch norm')
            for rows in (probe, probe[:1], probe):
                checks.close(net.loss(rows), oracle.scores(rows), what='the scores with batch norm in test mode')
        other = FullyConnectedNet(dims, 4, 3, normalization='batchnorm', dtype=torch.float64)
        other.params = dict(params)
        checks.close(other.loss(probe), Oracle(params, 'batchnorm').scores(probe), what='the scores of another network, which saw no batch')

@test_case(points=1, hidden=True, 
    failure_message="A network with layer norm is wrong. Is it in every hidden layer, before the ReLU, and nowhere else?")
def test_net_with_layer_norm(FullyConnectedNet):
    import torch
    from torchgrade import checks
    from backprop_oracle import Oracle, random_params
    draw = checks.generator('q9 layer norm')
    for dims, n in (([6], 4), ([5, 4, 6], 1)):
        net = FullyConnectedNet(dims, 4, 3, reg=0.2, normalization='layernorm', dtype=torch.float64)
        params = random_params(dims, 4, 3, draw, 'layernorm')
        net.params = dict(params)
        oracle = Oracle(params, 'layernorm', 0.2)
        x, y = (torch.randn(n, 4, dtype=torch.float64, generator=draw), torch.randint(3, (n,), generator=draw))
        checks.close(net.loss(x), oracle.scores(x), what='the scores with layer norm')
        loss, grads = net.loss(x, y)
        right, true = oracle.loss(x, y)
        checks.close(loss, right, what='the loss with layer norm')
        checks.equal(set(grads), set(true), what='The names of the gradients')
        for name in true:
            checks.close(grads[name], true[name], what=f'the gradient of {name} with layer norm')

@test_case(points=2, hidden=True, 
    failure_message="A network with dropout is wrong. It drops in every hidden layer, after the ReLU, only in train mode, with new masks in each call, and never scores.")
def test_net_with_dropout(FullyConnectedNet):
    import torch
    from torchgrade import checks
    from backprop_oracle import Oracle, random_params
    draw = checks.generator('q9 dropout')
    x, y = (torch.randn(1, 5, dtype=torch.float64, generator=draw), torch.tensor([2]))
    for normalization, keep in ((None, 0.6), ('layernorm', 0.35), (None, 0.95)):
        net = FullyConnectedNet([12, 11], 5, 4, 0.1, normalization=normalization, dropout_keep_ratio=keep, dtype=torch.float64)
        params = random_params([12, 11], 5, 4, draw, normalization, scale=0.1)
        params['W2'] = 0.3 * params['W2']
        for i in (1, 2):
            params[f'b{i}' if normalization is None else f'beta{i}'] += 9
        net.params = dict(params)
        oracle, seen = (Oracle(params, normalization, 0.1), [])
        checks.close(net.loss(x), oracle.scores(x), what='the scores with dropout')
        for _ in range(20):
            loss, grads = net.loss(x, y)
            rows = [grads[f'W{i}'] - 0.1 * params[f'W{i}'] for i in (2, 3)]
            masks = [(g.abs().amax(1) > 1e-12).double() / keep for g in rows]
            right, true = oracle.loss(x, y, masks=masks)
            checks.close(loss, right, what='the loss with dropout')
            for name in true:
                checks.close(grads[name], true[name], what=f'the gradient of {name} with dropout')
            seen.append(masks)
            checks.close(net.loss(x), oracle.scores(x), what='the scores with dropout')
        for layer in (0, 1):
            checks.drop_fraction(torch.stack([masks[layer] for masks in seen]), drop=1 - keep, false_failure=1e-07, what=f'hidden layer {layer + 1}')
        assert any((bool((masks[0] != seen[0][0]).any()) for masks in seen)), 'the masks are the same in each call'

@test_case(points=1, hidden=True, 
    failure_message="The seed must decide the masks, dropout must come after batch norm, and a call may change neither its arguments nor, in test mode, anything.")
def test_net_keeps_its_promises(FullyConnectedNet):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    from backprop_oracle import Oracle, random_params
    draw = checks.generator('q9 promises')
    x, y = (torch.randn(4, 5, dtype=torch.float64, generator=draw), torch.tensor([0, 1, 2, 3]))
    make = lambda seed: FullyConnectedNet([30], 5, 6, normalization='batchnorm', dropout_keep_ratio=0.5, dtype=torch.float64, seed=seed)
    params = random_params([30], 5, 6, draw, 'batchnorm')
    params['W2'] = torch.zeros(30, 6, dtype=torch.float64)
    gradients = []
    for seed in (7, 7, 8):
        net = make(seed)
        net.params = dict(params)
        for _ in range(2):
            _, grads = checks.unchanged(net.loss, x, y, what='net.loss')
            gradients.append(grads['W2'])
            dscores = (params['b2'].softmax(0) - F.one_hot(y, 6)) / 4
            hidden = torch.linalg.lstsq(dscores.T, grads['W2'].T).solution
            z = F.batch_norm(x @ params['W1'] + params['b1'], None, None, params['gamma1'], params['beta1'], training=True)
            plain = torch.relu(z)
            kept = (hidden.abs() > 1e-06).double()
            checks.close(hidden, 2 * plain * kept, what='what dropout keeps after batch norm')
    first = make(7)
    first.params = dict(params)
    first.loss(x, y)
    other = make(8)
    other.params = dict(params)
    other.loss(x, y)
    checks.close(first.loss(x, y)[1]['W2'], gradients[1], rtol=0.0, atol=0.0, what='the gradient of W2, where another network was made and run between two calls')
    for one, two, same in ((0, 2, True), (1, 3, True), (0, 1, False), (0, 4, False)):
        found = bool((gradients[one] == gradients[two]).all())
        assert found == same, 'the masks agree, or do not, against what the seed says'
    net = FullyConnectedNet([6], 5, 4, dtype=torch.float32, seed=0, weight_scale=1.0, reg=0.1)
    x, y = (torch.randn(4, 5, generator=draw), torch.tensor([0, 1, 2, 3]))
    near = {'rtol': 0.0001, 'atol': 0.0001}
    checks.close(net.loss(x), Oracle(net.params).scores(x).float(), **near, what='the scores in float32')
    loss, grads = net.loss(x, y)
    assert all((g.dtype == torch.float32 for g in grads.values())), 'gradients have another dtype than the parameters'
    checks.any_batch(net.loss, x, what='net.loss')
    checks.stateless(net.loss, x, y, what='net.loss')
    checks.stateless(net.loss, x, then=(1 - 2 * x,), what='net.loss')
    checks.any_layout(net.loss, x, y, what='net.loss')
    moved = {name: p + 1 for name, p in net.params.items()}
    net.params = moved
    checks.close(net.loss(x), Oracle(moved).scores(x).float(), **near, what='the scores after the parameters were replaced')
    moved = {**moved, 'W2': moved['W2'] - 1}
    net.params['W2'] = moved['W2']
    checks.close(net.loss(x), Oracle(moved).scores(x).float(), **near, what='the scores after W2 was replaced')

