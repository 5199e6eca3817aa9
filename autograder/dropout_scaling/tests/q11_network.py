from otter.test_files import test_case

OK_FORMAT = False

name = "q11_network"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="The network should be a nn.Sequential that turns images of shape (N, 1, 28, 28) into scores of shape (N, 10), with the parameters of three linear layers.")
def test_network_has_the_right_size(build_net):
    from torchgrade import checks
    import torch
    model = checks.returns(build_net, 0.5, type=torch.nn.Sequential, what='build_net')
    right = 784 * 256 + 256 + 256 * 256 + 256 + 256 * 10 + 10
    checks.parameter_count(model, exactly=right, what='build_net(0.5)')
    model.eval()
    for n in (1, 3):
        checks.tensor(model(torch.zeros(n, 1, 28, 28)), shape=(n, 10), what='the scores')

@test_case(points=1, hidden=True, 
    failure_message="Each of the two hidden layers should be followed by dropout, and the scores should not be.")
def test_hidden_layers_are_dropped_and_scores_are_not(build_net):
    from torchgrade import checks
    import torch
    x = torch.rand(6, 1, 28, 28, generator=checks.generator('q11 dropped'))
    model = build_net(1.0)
    state = checks.state(model)
    state.update(((name, torch.ones_like(state[name])) for name, _ in model.named_parameters()))
    scores = checks.output(model, x, state=state, train=True)
    what = 'the scores with p_drop = 1, which the last bias alone should decide,'
    checks.close(scores, torch.ones(6, 10), what=what)

@test_case(points=1, hidden=True, 
    failure_message="In training mode a score should pass through dropout twice on its way from the pixels, once in each hidden layer, with the probability p_drop as it is.")
def test_p_drop_reaches_the_layers(build_net):
    from torchgrade import checks
    import torch
    shapes = {size: torch.eye(*size) for size in ((256, 784), (256, 256), (10, 256))}
    for drop in (0.0, 0.375, 0.6):
        model = build_net(drop)
        state = checks.state(model)
        for name, _ in model.named_parameters():
            value = state[name]
            state[name] = shapes.get(tuple(value.shape), torch.zeros_like(value))
        scores = checks.output(model, torch.ones(400, 1, 28, 28), state=state, train=True)
        keep = (1 - drop) ** 2
        what = f'the scores of pixels that run through unchanged, p_drop = {drop},'
        checks.kept_units_scaled(torch.ones(400, 10), scores, keep=keep, what=what)
        checks.drop_fraction(scores, drop=1 - keep, false_failure=1e-07, what=what)
        fan = torch.zeros(256, 256)
        fan[:, 0] = 1
        state = {n: fan if value.shape == fan.shape else value for n, value in state.items()}
        scores = checks.output(model, torch.ones(1000, 1, 28, 28), state=state, train=True)
        gone = drop + (1 - drop) * drop ** 10
        what = f'the scores of images that run through one unit, p_drop = {drop},'
        checks.drop_fraction(scores.amax(dim=1), drop=gone, false_failure=1e-07, what=what)

@test_case(points=1, hidden=True, 
    failure_message="In eval mode the network should give the scores of its three linear layers with ReLU in between, and gradients for all of them.")
def test_network_in_eval_mode(build_net):
    from torchgrade import checks
    import torch
    x = torch.rand(6, 1, 28, 28, generator=checks.generator('q11 eval')) - 0.5
    model = build_net(0.5)
    state = checks.state(model)
    state.update(((name, torch.ones_like(state[name])) for name, _ in model.named_parameters()))
    noisy = checks.output(model, torch.ones(6, 1, 28, 28), state=state, train=True)
    noisy = checks.tensor(noisy, shape=(6, 10), what='the scores')
    same = bool(torch.isclose(noisy, noisy[0, 0]).all())
    assert not same, 'With p_drop = 0.5 nothing is dropped in training mode.'
    for drop in (0.7, 0.0):
        model = build_net(drop)
        oracle = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(784, 256), torch.nn.ReLU(), torch.nn.Linear(256, 256), torch.nn.ReLU(), torch.nn.Linear(256, 10))
        names = dict(zip(oracle.state_dict(), (name for name, _ in model.named_parameters())))
        state = checks.state(model)
        oracle.load_state_dict({ours: state[theirs] for ours, theirs in names.items()})
        right = oracle(x).detach()
        what = 'the scores in eval mode'
        checks.close(checks.output(model, x), right, rtol=0.0001, atol=1e-05, what=what)
        right = oracle(100 * x).detach()
        what = 'the scores of large pixels in eval mode'
        checks.close(checks.output(model, 100 * x), right, rtol=0.0001, atol=0.001, what=what)
    checks.matches(model, oracle, names, x, what='the network with p_drop = 0')
    checks.trains(build_net(0.5), x, what='the network')

@test_case(points=1, hidden=True, 
    failure_message="Each call of build_net should make a network with weights of its own, and leave the global random generator to the caller.")
def test_networks_have_nothing_in_common(build_net):
    from torchgrade import checks
    import torch
    x = torch.rand(6, 1, 28, 28, generator=checks.generator('q11 separate'))
    model = build_net(0.5)
    state = checks.state(model)
    state.update(((name, torch.ones_like(state[name])) for name, _ in model.named_parameters()))
    noisy = checks.output(model, torch.ones(6, 1, 28, 28), state=state, train=True)
    noisy = checks.tensor(noisy, shape=(6, 10), what='the scores')
    same = bool(torch.isclose(noisy, noisy[0, 0]).all())
    assert not same, 'With p_drop = 0.5 nothing is dropped in training mode.'
    checks.separate(build_net, 0.5, x=x, what='build_net')

@test_case(points=1, hidden=True, 
    failure_message="The layer of question 10 should do the dropping, not one of the library.")
def test_network_uses_your_layer(build_net):
    from torchgrade import checks
    import torch
    x = torch.rand(6, 1, 28, 28, generator=checks.generator('q11 own layer'))
    model = build_net(0.5)
    model.train()
    state = checks.state(model)
    state.update(((name, torch.ones_like(state[name])) for name, _ in model.named_parameters()))
    noisy = checks.output(model, torch.ones(6, 1, 28, 28), state=state, train=True)
    noisy = checks.tensor(noisy, shape=(6, 10), what='the scores')
    same = bool(torch.isclose(noisy, noisy[0, 0]).all())
    assert not same, 'With p_drop = 0.5 nothing is dropped in training mode.'
    library = {'Dropout', 'Dropout1d', 'Dropout2d', 'Dropout3d', 'AlphaDropout'}
    used = {layer['type'] for layer in checks.layers(model, x)}
    assert not used & library, 'The network drops with a layer of the library.'

