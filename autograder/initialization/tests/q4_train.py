from otter.test_files import test_case

OK_FORMAT = False

name = "q4_train"
points = 9

@test_case(points=1, hidden=False, 
    failure_message="From zeros with ReLU only b3 moves, and a first step of rate 0.5 with two labels of 1 moves it by 0.5.")
def test_train_takes_a_step(train):
    import torch
    from torchgrade import checks
    start = {'W1': torch.zeros(3, 2), 'b1': torch.zeros(3), 'W2': torch.zeros(1, 3), 'b2': torch.zeros(1)}
    x, y = (torch.tensor([[1.0, 2.0], [3.0, -1.0]]), torch.ones(2))
    trained, losses = checks.returns(train, start, x, y, torch.relu, 1, 0.5, type=tuple, what='train')
    checks.close(trained['b2'], torch.tensor([0.5]), what='the bias of the output after a step')
    checks.close(checks.numbers(losses, 1, what='losses'), [0.5 * (1 - 0.4621172) ** 2], what='losses')

@test_case(points=5, hidden=True, 
    failure_message="The trained parameters or the losses are wrong. One step for each batch, with the mean over the batch, in the order of the points.")
def test_train_follows_plain_descent(train):
    import torch
    from torchgrade import checks
    draw = checks.generator('q4 path')
    cases = (((2, 4, 2, 1), torch.tanh, torch.tanh, 23, 3, {'learning_rate': 0.4, 'batch_size': 5}), ((3, 5, 1), torch.sigmoid, torch.sin, 12, 2, {'learning_rate': 0.1, 'batch_size': 20}), ((2, 4, 4, 1), torch.relu, torch.tanh, 31, 2, {}), ((2, 3, 1), torch.tanh, torch.tanh, 9, 12, {'learning_rate': 0.2, 'batch_size': 1}), ((2, 3, 1), torch.tanh, torch.tanh, 240, 1, {'learning_rate': 0.0, 'batch_size': 100}), ((1, 1), torch.tanh, torch.tanh, 2, 250, {'learning_rate': 0.01, 'batch_size': 2}), ((2, 3, 1), torch.relu, torch.clone, 12, 2, {'learning_rate': 1e-08, 'batch_size': 5}))
    for units, activation, output, count, epochs, settings in cases:
        start, scale = ({}, 20.0 if output is torch.clone else 1.0)
        for n, (before, after) in enumerate(zip(units, units[1:]), start=1):
            start[f'b{n}'] = scale * torch.randn(after, dtype=torch.float64, generator=draw)
            start[f'W{n}'] = scale * torch.randn(after, before, dtype=torch.float64, generator=draw)
        x = scale * torch.randn(count, units[0], dtype=torch.float64, generator=draw)
        y = torch.randn(count, dtype=torch.float64, generator=draw).sign()
        right = {name: value.clone().requires_grad_() for name, value in start.items()}
        optimizer = torch.optim.SGD(list(right.values()), lr=settings.get('learning_rate', 0.03))
        size, expected = (settings.get('batch_size', 10), [])

        def error(rows, truth):
            for n in range(1, len(units)):
                rows = rows @ right[f'W{n}'].T + right[f'b{n}']
                rows = output(rows) if n == len(units) - 1 else activation(rows)
            return ((rows[:, 0] - truth) ** 2).mean() / 2
        for _ in range(epochs):
            for first in range(0, count, size):
                optimizer.zero_grad()
                error(x[first:first + size], y[first:first + size]).backward()
                optimizer.step()
            expected.append(float(error(x, y)))
        settings = settings if output is torch.tanh else {**settings, 'output': output}
        trained, losses = checks.returns(train, start, x, y, activation, epochs, type=tuple, what='train', **settings)
        checks.equal(set(trained), set(start), what='The names of the trained parameters')
        for name in start:
            checks.close(trained[name], right[name].detach(), what=f'{name} after training')
        checks.close(checks.numbers(losses, epochs, what='losses'), expected, what='losses')
    start = {'W1': torch.tensor([[1e-09]]), 'b1': torch.zeros(1)}
    start |= {'W2': torch.tensor([[1e-09]]), 'b2': torch.zeros(1)}
    start = {name: value.double() for name, value in start.items()}
    x, y = (torch.tensor([[1.0], [-1.0]]).double(), torch.tensor([1.0, -1.0]).double())
    trained, losses = train(start, x, y, torch.clone, 70, 0.5, 2, torch.clone)
    losses = checks.numbers(losses, 70, what='losses')
    checks.close(trained['W1'], torch.ones_like(trained['W1']), what='W1 after a saddle')
    checks.close([losses[0], losses[-1]], [0.5, 0.0], what='losses before and after a saddle')

@test_case(points=2, hidden=True, 
    failure_message="The start and the data must stay as they are, nothing may be kept or drawn elsewhere, and what is returned carries no graph.")
def test_train_leaves_its_arguments_alone(train):
    import torch
    from torchgrade import checks
    draw = checks.generator('q4 pure')
    start = {'W1': torch.randn(3, 2, generator=draw), 'b1': torch.randn(3, generator=draw)}
    start |= {'W2': torch.randn(1, 3, generator=draw), 'b2': torch.randn(1, generator=draw)}
    x, y = (torch.randn(8, 2, generator=draw), torch.randn(8, generator=draw).sign())
    trained, losses = checks.unchanged(train, start, x, y, torch.tanh, 4, 0.2, 3, what='train')
    checks.numbers(losses, 4, what='losses')
    assert bool((trained['W1'] != start['W1']).any()), 'Training should change the weights.'
    for name, value in trained.items():
        assert not value.requires_grad, 'The trained parameters carry a graph.'
    checks.stateless(train, start, x, y, torch.tanh, 2, 0.2, 3, what='train')
    started = {name: value.clone().requires_grad_() for name, value in start.items()}
    again, _ = train(started, x, y, torch.tanh, 4, 0.2, 3)
    checks.close(again['W1'], trained['W1'], what='W1, from a start that requires a gradient')
    checks.raises(RuntimeError, train, start, x, y, torch.inverse, 2, what='train with an activation that fails')

@test_case(points=1, hidden=True, 
    failure_message="Training must work in float64 too, the last parameters count though the loss may have risen, and no epochs are no training.")
def test_train_in_double_and_not_at_all(train):
    import torch
    from torchgrade import checks
    draw = checks.generator('q4 dtype')
    start = {'W1': torch.randn(1, 2, dtype=torch.float64, generator=draw), 'b1': torch.zeros(1, dtype=torch.float64)}
    x = torch.randn(5, 2, dtype=torch.float64, generator=draw)
    y = torch.ones(5, dtype=torch.float64)
    trained, losses = train(start, x, y, torch.relu, 1, 0.1, 5)
    o = torch.tanh(x @ start['W1'][0])
    right = start['W1'] - 0.1 * ((o - y) * (1 - o ** 2) / 5) @ x
    checks.close(trained['W1'], right, rtol=1e-09, atol=1e-12, what='W1 after a step in float64')
    line = {'W1': torch.tensor([[1.0, 0.0]], dtype=torch.float64), 'b1': torch.zeros(1, dtype=torch.float64)}
    one, zero = (torch.tensor([[1.0, 0.0]], dtype=torch.float64), torch.zeros(1, dtype=torch.float64))
    trained, losses = train(line, one, zero, torch.relu, 3, 1.1, 5, torch.clone)
    checks.close(trained['W1'], torch.tensor([[-0.364, 0.0]], dtype=torch.float64), what='W1 after three steps with a rate that is too large')
    checks.close(checks.numbers(losses, 3, what='losses'), [0.72, 1.0368, 1.492992], what='losses with a rate that is too large')
    trained, losses = train(line, one.expand(4, 2), torch.tensor([0, 0, float('nan'), 0]).double(), torch.relu, 2, 0.1, 2, torch.clone)
    assert all((bool(value.isnan().any()) for value in trained.values())), 'Training should go on with a loss that is NaN, so that whoever trains sees it.'
    checks.equal(len(losses), 2, what='The number of losses, some of which are NaN')
    trained, losses = train(start, x, y, torch.relu, 0)
    checks.close(trained['W1'], start['W1'], what='W1 after no epochs')
    checks.equal(len(losses), 0, what='The number of losses after no epochs')

