from otter.test_files import test_case

OK_FORMAT = False

name = "q14_convnet"
points = 11

@test_case(points=2, hidden=False, 
    failure_message="A new network has six tensors of the right shapes; it gives ten scores to each image, all classes are about equally likely at first, and a larger reg makes a larger loss.")
def test_shapes_and_first_loss_of_the_network(ThreeLayerConvNet):
    import torch
    from torchgrade import checks
    net = ThreeLayerConvNet(input_dim=(3, 8, 12), num_filters=4, filter_size=5, hidden_dim=6)
    shapes = {'W1': (4, 3, 5, 5), 'b1': (4,), 'W2': (96, 6), 'b2': (6,), 'W3': (6, 10), 'b3': (10,)}
    checks.equal(set(net.params), set(shapes), what='The names in params')
    for name, shape in shapes.items():
        checks.tensor(net.params[name], shape=shape, what=f'params[{name!r}]')
    X, y = (torch.rand(3, 3, 8, 12, generator=checks.generator('q14 first')), torch.tensor([2, 0, 9]))
    checks.tensor(net.loss(X), shape=(3, 10), what='the scores')
    loss, grads = checks.returns(net.loss, X, y, type=(tuple, list), what='loss')
    checks.initial_loss(loss, 10, what='the loss of a new network')
    checks.equal(set(grads), set(shapes), what='The names in grads')
    larger = ThreeLayerConvNet(input_dim=(3, 8, 12), num_filters=4, hidden_dim=6, weight_scale=0.1, reg=5.0)
    assert checks.number(larger.loss(X, y)[0], what='the loss') > 3, 'with reg=5 the loss should be much larger'

@test_case(points=2, hidden=True, 
    failure_message="A new network is not what the text says: its weights are normal numbers of the given size and dtype, new ones in each network, its biases are zeros, and the defaults are those of the text.")
def test_a_new_network(ThreeLayerConvNet):
    import torch
    from torchgrade import checks
    nets = [ThreeLayerConvNet(), ThreeLayerConvNet(), ThreeLayerConvNet(weight_scale=0.05, dtype=torch.float64)]
    shapes = {'W1': (32, 3, 7, 7), 'b1': (32,), 'W2': (8192, 100), 'b2': (100,), 'W3': (100, 10), 'b3': (10,)}
    for net, scale, dtype in zip(nets, (0.001, 0.001, 0.05), (torch.float32, torch.float32, torch.float64)):
        checks.equal(set(net.params), set(shapes), what='The names in params')
        for name, shape in shapes.items():
            found = checks.tensor(net.params[name], shape=shape, dtype=dtype, what=f'params[{name!r}]')
            assert not net.params[name].requires_grad, f'params[{name!r}] should be a plain tensor'
            if name.startswith('b'):
                checks.close(found, torch.zeros(shape, dtype=dtype), what=f'params[{name!r}]')
                continue
            spread, mean = (float(found.std()) / scale, float(found.mean()) / scale)
            assert abs(spread - 1) < 0.16, f'params[{name!r}] has another standard deviation than weight_scale'
            assert abs(mean) < 0.23, f'the mean of params[{name!r}] is not 0'
            if found.numel() > 4000:
                fourth = float(((found - found.mean()) / found.std()).pow(4).mean())
                assert 2.4 < fourth < 3.8, f'params[{name!r}] is not made of normal numbers'
    starts = [nets[0].params[name].reshape(-1)[:1000] for name in ('W1', 'W2', 'W3')]
    for i in range(3):
        alike = int((starts[i] == starts[i - 1]).sum())
        assert alike < 100, 'two layers begin with the same numbers'
    for name in ('W1', 'W2', 'W3'):
        one, two = (nets[0].params[name], nets[1].params[name])
        assert not bool((one == two).any(dim=0).all()), 'two networks begin with the same weights'

@test_case(points=2, hidden=True, 
    failure_message="The scores are wrong for some network: other numbers of channels, rows and columns, filters of another size, biases that are not zero.")
def test_scores_of_the_network(ThreeLayerConvNet):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q14 scores')
    for shape, filters, size, hidden, classes, n in (((3, 6, 8), 4, 3, 7, 5, 3), ((1, 4, 4), 2, 5, 3, 2, 1), ((2, 10, 6), 3, 1, 5, 4, 2)):
        net = ThreeLayerConvNet(shape, filters, size, hidden, classes, dtype=torch.float64)
        ThreeLayerConvNet((2, 6, 6), 3, 7, 4, 3, reg=5.0)
        p = {k: torch.randn(v.shape, dtype=torch.float64, generator=draw) / 2 for k, v in net.params.items()}
        net.params = p
        X = torch.randn(n, *shape, dtype=torch.float64, generator=draw)
        maps = F.max_pool2d(F.relu(F.conv2d(X, p['W1'], p['b1'], padding=size // 2)), 2)
        right = F.relu(maps.flatten(1) @ p['W2'] + p['b2']) @ p['W3'] + p['b3']
        scores = checks.unchanged(net.loss, X, what='loss')
        checks.close(checks.tensor(scores).detach(), right, what='the scores')
        checks.any_batch(lambda X: net.loss(X), X.repeat(3, 1, 1, 1), sizes=(1, 2), what='loss')

@test_case(points=4, hidden=True, 
    failure_message="The loss or a gradient is wrong. Are weights regularised and biases not, in the loss and in the gradients alike, and is everything divided by the number of images once?")
def test_loss_and_gradients_of_the_network(ThreeLayerConvNet):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q14 gradients')
    for shape, filters, size, hidden, classes, n, reg in (((3, 6, 8), 4, 3, 7, 5, 3, 0.0), ((2, 4, 6), 3, 5, 4, 3, 5, 0.7), ((1, 8, 4), 2, 1, 6, 4, 1, 2.5), ((3, 12, 10), 7, 3, 12, 11, 8, 0.1)):
        net = ThreeLayerConvNet(shape, filters, size, hidden, classes, reg=reg, dtype=torch.float64)
        ThreeLayerConvNet((2, 6, 6), 3, 7, 4, 3, reg=5.0)
        p = {k: torch.randn(v.shape, dtype=torch.float64, generator=draw) / 2 for k, v in net.params.items()}
        net.params = {k: v.clone() for k, v in p.items()}
        X = 5 * torch.randn(n, *shape, dtype=torch.float64, generator=draw)
        y = torch.randint(0, classes, (n,), generator=draw)
        if n == 1:
            y.zero_()
        p = {k: v.requires_grad_() for k, v in p.items()}
        maps = F.max_pool2d(F.relu(F.conv2d(X, p['W1'], p['b1'], padding=size // 2)), 2)
        scores = F.relu(maps.flatten(1) @ p['W2'] + p['b2']) @ p['W3'] + p['b3']
        right = F.cross_entropy(scores, y)
        right = right + 0.5 * reg * sum(((p[k] ** 2).sum() for k in ('W1', 'W2', 'W3')))
        wanted = dict(zip(p, torch.autograd.grad(right, list(p.values()))))
        loss, grads = checks.unchanged(net.loss, X, y, what='loss')
        checks.close(checks.number(loss, what='the loss'), float(right.detach()), what=f'the loss with reg={reg}')
        checks.equal(set(grads), set(p), what='The names in grads')
        for name in p:
            checks.close(grads[name], wanted[name], what=f'the gradient of {name} with reg={reg}')

@test_case(points=1, hidden=True, 
    failure_message="loss must leave params as they are, give the same again, use what stands in params now, and stay finite where scores are large.")
def test_loss_leaves_the_network_alone(ThreeLayerConvNet):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q14 state')
    nets = [ThreeLayerConvNet((2, 4, 6), 3, 3, 5, 4, weight_scale=0.5) for _ in range(2)]
    X, y = (torch.randn(4, 2, 4, 6, generator=draw), torch.tensor([0, 3, 1, 1]))
    before = {k: v.clone() for k, v in nets[0].params.items()}
    loss, grads = checks.returns(nets[0].loss, X, y, type=(tuple, list), what='loss')
    scores = checks.tensor(nets[0].loss(X), shape=(4, 4), what='the scores').detach()
    right = float(F.cross_entropy(scores, y))
    checks.close(checks.number(loss, what='the loss'), right, what='the loss with the default reg')
    _, again = checks.stateless(nets[0].loss, X, y, views=True, what='loss')
    for name, value in before.items():
        checks.close(again[name], grads[name], what=f'the gradient of {name} when loss is asked again')
        checks.close(nets[0].params[name], value, what=f'params[{name!r}] after loss')
        checks.tensor(grads[name], shape=value.shape, dtype=torch.float32, what=f'the gradient of {name}')
        assert not nets[0].params[name].requires_grad, f'params[{name!r}] should be a plain tensor after loss, too'
    nets[0].params['b3'] = before['b3'] + torch.tensor([1.0, 0.0, -2.0, 0.0])
    moved = checks.tensor(nets[0].loss(X), shape=(4, 4), what='the scores').detach()
    right = scores + torch.tensor([1.0, 0.0, -2.0, 0.0])
    checks.close(moved, right, rtol=0.0001, atol=1e-05, what='the scores after b3 was replaced')
    fine = ThreeLayerConvNet((2, 4, 6), 3, 3, 5, 4, weight_scale=0.5, dtype=torch.float64)
    unlikely = checks.tensor(fine.loss(X.double()), shape=(4, 4), what='the scores').argmin(1)
    loss, grads = fine.loss(X.double(), unlikely)
    fine.params = {name: value - 0.0001 * grads[name].detach() for name, value in fine.params.items()}
    lower = checks.number(fine.loss(X.double(), unlikely)[0], what='the loss')
    assert lower < checks.number(loss, what='the loss'), 'a small step downhill makes the loss no smaller'
    net = nets[0]
    net.params = {**before, 'b3': torch.tensor([500.0, 0.0, -500.0, 0.0])}
    scores = checks.tensor(net.loss(X), shape=(4, 4), what='the scores').detach()
    loss, grads = net.loss(X, y)
    right = float(F.cross_entropy(scores, y))
    checks.close(checks.number(loss, what='the loss'), right, rtol=0.0001, atol=0.0, what='the loss of large scores')
    for name in before:
        checks.tensor(grads[name], what=f'the gradient of {name} for large scores')
    other = checks.number(nets[1].loss(X, y)[0], what='the loss')
    assert other < 400, 'a step of one network moves another one'

