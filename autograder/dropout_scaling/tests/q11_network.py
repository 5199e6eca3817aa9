from otter.test_files import test_case

OK_FORMAT = False

name = "q11_network"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="The network should turn images of shape (N, 1, 28, 28) into scores of shape (N, 10), with the parameters of three linear layers.")
def test_network_has_the_right_size(build_net):
    from torchgrade import checks
    import torch
    model = build_net(0.5)
    checks.parameter_count(model, exactly=784 * 256 + 256 + 256 * 256 + 256 + 256 * 10 + 10, what='build_net(0.5)')
    model.eval()
    checks.tensor(model(torch.zeros(3, 1, 28, 28)), shape=(3, 10), what='the scores')

@test_case(points=2, hidden=True, 
    failure_message="Each of the two hidden layers should be followed by dropout, and the scores should not be.")
def test_hidden_layers_are_dropped_and_scores_are_not(build_net):
    from torchgrade import checks
    import torch
    x = torch.rand(6, 1, 28, 28, generator=checks.generator('q11 dropped'))
    model = build_net(1.0)
    last_bias, = [value for value in checks.state(model).values() if tuple(value.shape) == (10,)]
    scores = checks.output(model, x, train=True)
    checks.close(scores, last_bias.expand(6, 10), what='the scores with p_drop = 1, which the last bias alone should decide')

@test_case(points=1, hidden=True, 
    failure_message="One InvertedDropout should stand behind each hidden layer, none before the first linear layer and none behind the last.")
def test_dropout_stands_in_the_right_places(build_net):
    from torchgrade import checks
    import torch
    ran = [layer['type'] for layer in checks.layers(build_net(0.5), torch.zeros(2, 1, 28, 28))]
    order = [name for name in ran if name in ('Linear', 'InvertedDropout')]
    assert order.count('Linear') == 3, 'The network should run three nn.Linear layers.'
    assert order[0] == 'Linear', 'There is dropout in front of the first linear layer.'
    assert order[-1] == 'Linear', 'There is dropout behind the last linear layer.'
    between = [order.index('Linear', 1), len(order) - 1]
    assert between[0] > 1, 'There is no dropout behind the first hidden layer.'
    assert between[1] - between[0] > 1, 'There is no dropout behind the second hidden layer.'
    assert order.count('InvertedDropout') == 2, 'There is more than one dropout layer behind a hidden layer.'

@test_case(points=1, hidden=True, 
    failure_message="p_drop is not handed to the dropout layers as it is.")
def test_p_drop_reaches_the_layers(build_net):
    from torchgrade import checks
    import torch
    x = torch.rand(6, 1, 28, 28, generator=checks.generator('q11 p_drop'))
    model = build_net(0.0)
    checks.close(checks.output(model, x, train=True), checks.output(model, x), what='the scores in training mode with p_drop = 0')
    model = build_net(0.3)
    noisy, calm = (checks.output(model, x, train=True), checks.output(model, x))
    assert not bool(torch.isclose(noisy, calm).all()), 'With p_drop = 0.3 training mode gave the scores of eval mode.'
    values = {'784': torch.zeros(256, 784), '256': torch.eye(256), '10': torch.eye(256)[:10]}
    state = checks.state(model)
    for name, value in state.items():
        if name.endswith('.weight'):
            state[name] = values[{(256, 784): '784', (256, 256): '256', (10, 256): '10'}[tuple(value.shape)]]
    first_bias, *others = [name for name in state if name.endswith('.bias')]
    state.update({name: torch.zeros_like(state[name]) for name in others})
    state[first_bias] = torch.ones(256)
    scores = checks.output(model, torch.zeros(20, 1, 28, 28), state=state, train=True)
    checks.kept_units_scaled(torch.ones(20, 10), scores, keep=0.7 ** 2, what='what two dropout layers with p_drop = 0.3 pass on')

@test_case(points=1, hidden=True, 
    failure_message="In eval mode the network should give the scores of its three linear layers with ReLU in between, every time.")
def test_network_in_eval_mode(build_net):
    from torchgrade import checks
    import torch
    x = torch.rand(6, 1, 28, 28, generator=checks.generator('q11 eval'))
    model = build_net(0.7)
    w1, b1, w2, b2, w3, b3 = [v for name, v in checks.state(model).items() if name.endswith(('.weight', '.bias'))]
    hidden = torch.relu(torch.relu(x.flatten(1) @ w1.T + b1) @ w2.T + b2)
    checks.close(checks.output(model, x), hidden @ w3.T + b3, rtol=0.0001, atol=1e-05, what='the scores in eval mode')
    noisy, calm = (checks.output(model, x, train=True), checks.output(model, x))
    assert not bool(torch.isclose(noisy, calm).all()), 'With p_drop = 0.7 training mode gave the scores of eval mode, so nothing is dropped.'

