from otter.test_files import test_case

OK_FORMAT = False

name = "q11_train"
points = 9

@test_case(points=1, hidden=False, 
    failure_message="One step with all examples: the loss before the step, and the weights after it.")
def test_one_step_of_training(train, FullyConnectedNet):
    import torch
    from torchgrade import checks
    net = FullyConnectedNet([], input_dim=1, num_classes=2, dtype=torch.float64)
    net.params = {'W1': torch.zeros(1, 2, dtype=torch.float64), 'b1': torch.zeros(2, dtype=torch.float64)}
    x, y = (torch.tensor([[1.0], [3.0]], dtype=torch.float64), torch.tensor([0, 0]))
    losses = train(net, x, y, epochs=1, batch_size=2, learning_rate=0.5)
    checks.close(losses, [0.6931472], what='the losses')
    checks.close(net.params['W1'], torch.tensor([[0.5, -0.5]], dtype=torch.float64), what='W1 after one step')
    checks.close(net.params['b1'], torch.tensor([0.25, -0.25], dtype=torch.float64), what='b1 after one step')

@test_case(points=1, hidden=False, 
    failure_message="The networks with your settings should know the 50 images by heart after 20 epochs, with seed 0.")
def test_fifty_images_by_heart(train, FullyConnectedNet, settings_3, settings_5):
    import torch
    from torchgrade import checks, datasets
    images, labels = datasets.tensors('digits', train=True)
    (mean,), (std,) = datasets.MEAN_STD['digits']
    images, labels = (((images[:50] - mean) / std).flatten(1), labels[:50])
    for hidden, settings in ((2, settings_3), (4, settings_5)):
        torch.manual_seed(0)
        net = FullyConnectedNet([100] * hidden, 784, weight_scale=settings['weight_scale'], seed=0)
        train(net, images, labels, epochs=20, batch_size=25, learning_rate=settings['learning_rate'])
        right = int((net.loss(images).argmax(1) == labels).sum())
        assert right == 50, f'with {hidden} hidden layers it is right on {right} of 50 images'

@test_case(points=2, hidden=True, 
    failure_message="Over several steps the parameters do not go where gradient descent takes them, or the learning rate does not decay once an epoch.")
def test_training_follows_gradient_descent(train, FullyConnectedNet):
    import torch
    from torchgrade import checks
    from backprop_oracle import Oracle, random_params
    draw = checks.generator('q11 full')
    x, y = (torch.randn(6, 4, dtype=torch.float64, generator=draw), torch.randint(3, (6,), generator=draw))
    for dims, decay, epochs, norm in (([5], 1.0, 4, None), ([5, 4], 0.5, 4, 'layernorm'), ([3], 2.0, 3, None), ([2], 0.5, 0, None), ([2], 1.0, 60, None)):
        net = FullyConnectedNet(dims, 4, 3, reg=0.1, normalization=norm, dtype=torch.float64)
        params = random_params(dims, 4, 3, draw, norm)
        net.params = {name: p.clone() for name, p in params.items()}
        oracle, rate, right = (Oracle(params, norm, 0.1), 0.3, [])
        for _ in range(epochs):
            loss, grads = oracle.loss(x, y)
            right.append(loss)
            oracle.params = {name: p - rate * grads[name] for name, p in oracle.params.items()}
            rate *= decay
        more = {} if decay == 1.0 else {'decay': decay}
        losses = train(net, x, y, epochs, 10 if epochs == 3 else 6, 0.3, **more)
        checks.close(checks.numbers(losses, epochs, what='the losses'), right, what='the losses')
        for name, p in oracle.params.items():
            checks.close(net.params[name], p, what=f'{name} after {epochs} epochs')
    net = FullyConnectedNet([], 4, 3, dtype=torch.float64)
    net.params = random_params([], 4, 3, draw)
    oracle = Oracle(net.params)
    _, grads = oracle.loss(100 * x, y)
    train(net, 100 * x, y, 1, 6, 0.3)
    for name, p in oracle.params.items():
        checks.close(net.params[name], p - 0.3 * grads[name], what=f'{name} after a large step')

@test_case(points=2, hidden=True, 
    failure_message="Every epoch must show each example once, in a new order, with a last batch of what is left.")
def test_training_shows_each_example_once(train, FullyConnectedNet):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    from backprop_oracle import Oracle
    draw = checks.generator('q11 order')
    n = 23
    x, y = (torch.randn(n, 4, dtype=torch.float64, generator=draw), torch.randint(3, (n,), generator=draw))
    w = {'W1': torch.randn(4, 3, dtype=torch.float64, generator=draw), 'b1': torch.zeros(3, dtype=torch.float64)}
    each = F.cross_entropy(x @ w['W1'], y, reduction='none')
    make = lambda: FullyConnectedNet([], 4, 3, dtype=torch.float64)
    net = make()
    net.params = dict(w)
    losses = torch.tensor(checks.numbers(train(net, x, y, 3, 1, 0.0), 3 * n, what='the losses'), dtype=torch.float64)
    orders = losses.view(3, n)
    for order in orders:
        checks.close(order.sort().values, each.sort().values, what='the losses of an epoch, sorted')
    assert all((bool((orders[0] != order).any()) for order in (orders[1], orders[2], each))), 'the order is not new in each epoch'
    places = [(each - order[:, None]).abs().argmin(1) for order in orders]
    follow = sum((int((place.diff() == 1).sum()) for place in places))
    assert follow < 20, 'the examples keep the order in which they lie, from another start on'
    net = make()
    net.params = dict(w)
    losses = torch.tensor(checks.numbers(train(net, x, y, 2, 10, 0.0), 6, what='the losses'), dtype=torch.float64).view(2, 3)
    sizes = torch.tensor([10.0, 10.0, 3.0], dtype=torch.float64)
    checks.close((losses * sizes).sum(1), each.sum().expand(2), what='the losses of an epoch, each times the size of its batch')
    net, oracle = (make(), Oracle(w))
    net.params = {name: p.clone() for name, p in w.items()}
    for step, loss in enumerate(checks.numbers(train(net, x, y, 2, 1, 0.2, decay=0.5), 2 * n, what='the losses')):
        now = F.cross_entropy(oracle.scores(x), y, reduction='none')
        i = int((now - loss).abs().argmin())
        checks.close(loss, now[i].item(), what=f'the loss of step {step + 1}')
        _, grads = oracle.loss(x[i:i + 1], y[i:i + 1])
        oracle.params = {name: p - 0.2 * 0.5 ** (step // n) * grads[name] for name, p in oracle.params.items()}
    checks.close(net.params['W1'], oracle.params['W1'], what='W1 after two epochs of single examples')

@test_case(points=1, hidden=True, 
    failure_message="train may change nothing but the network: not the examples, not a seed, not another network.")
def test_training_leaves_no_trace(train, FullyConnectedNet):
    import torch
    from torchgrade import checks
    draw = checks.generator('q11 trace')
    x, y = (torch.randn(23, 4, dtype=torch.float64, generator=draw), torch.randint(3, (23,), generator=draw))

    def run(x, y):
        net = FullyConnectedNet([5], 4, 3, weight_scale=1.0, dtype=torch.float64, seed=1)
        losses = train(net, x, y, 2, 4, 0.1)
        return (torch.tensor(losses), net.params['W1'])
    net = FullyConnectedNet([5], 4, 3, dtype=torch.float64)
    checks.unchanged(train, net, x, y, 2, 4, 0.1, what='train')
    losses, weights = run(x, y)
    checks.tensor(losses, shape=(12,), what='the losses')
    again = []
    for _ in range(2):
        torch.manual_seed(5)
        again.append(run(x, y)[1])
    checks.close(again[1], again[0], rtol=0.0, atol=0.0, what='W1 after training, with torch.manual_seed(5) before')
    holed = x.clone()
    holed[7, 2] = float('nan')
    losses, weights = run(holed, y)
    checks.tensor(losses, shape=(12,), finite=False, what='the losses with a number that is NaN')
    assert bool(losses.isnan().any() and weights.isnan().any()), 'a loss that is NaN should be listed, and its step taken'
    losses, _ = run(x, y)
    assert float(losses[0]) != float(losses[-1]), 'the losses are all the same'
    checks.stateless(run, x, y, random=True, what='train')
    checks.raises(Exception, run, x[:, :3], y, what='train with examples that do not fit the network')

    def with_loss(loss):
        net = FullyConnectedNet([], 4, 3, dtype=torch.float64)
        net.params = {'W1': torch.zeros(4, 3).double(), 'b1': torch.zeros(3).double()}
        net.loss = loss
        return (train(net, x[:7], y[:7], 3, 3, 1.0), net.params['b1'])
    checks.lets_errors_out(with_loss, what='train, with a network')
    calls = []

    def small_loss(X, y=None):
        if y is None:
            return torch.zeros(len(X), 3, dtype=torch.float64)
        calls.append(len(X))
        step = torch.zeros(3, dtype=torch.float64)
        step[0] = 2.0 ** (-len(calls))
        return (torch.tensor(1e-06 * len(calls)).double(), {'W1': torch.zeros(4, 3).double(), 'b1': step})
    losses, bias = with_loss(small_loss)
    losses = checks.numbers(losses, 9, what='the losses of a network that is nearly perfect')
    moved = sum((2.0 ** (-round(1000000.0 * loss)) for loss in losses))
    checks.close(-bias[0], moved, what='the step of b1, by the gradients of the losses that are listed')

@test_case(points=2, hidden=True, 
    failure_message="The networks with your settings do not know the 50 images by heart after 20 epochs, with each of the other seeds.")
def test_fifty_images_with_other_seeds(train, FullyConnectedNet, settings_3, settings_5):
    import torch
    from torchgrade import checks, datasets
    images, labels = datasets.tensors('digits', train=True)
    (mean,), (std,) = datasets.MEAN_STD['digits']
    images, labels = (((images[:50] - mean) / std).flatten(1), labels[:50])
    for seed in (1, 2):
        for hidden, settings in ((2, settings_3), (4, settings_5)):
            scale = checks.number(settings['weight_scale'], what='weight_scale')
            rate = checks.number(settings['learning_rate'], what='learning_rate')
            torch.manual_seed(seed)
            net = FullyConnectedNet([100] * hidden, 784, weight_scale=scale, seed=seed)
            train(net, images, labels, epochs=20, batch_size=25, learning_rate=rate)
            right = int((net.loss(images).argmax(1) == labels).sum())
            assert right == 50, f'with {hidden} hidden layers it is right on {right} of 50 images'

