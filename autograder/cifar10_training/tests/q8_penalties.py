from otter.test_files import test_case

OK_FORMAT = False

name = "q8_penalties"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="Three weights 1, -2 and 0.5, and lam = 0.1: the penalty is 0.35, and its gradient is 0.1 times the sign.")
def test_l1_of_three_weights(l1_penalty):
    import torch
    from torch import nn
    from torchgrade import checks
    layer = nn.Linear(3, 1, bias=False)
    with torch.no_grad():
        layer.weight.copy_(torch.tensor([[1.0, -2.0, 0.5]]))
    penalty = checks.tensor(l1_penalty(layer, 0.1), shape=(), what='l1_penalty(model, 0.1)')
    checks.close(penalty.detach(), torch.tensor(0.35), what='l1_penalty(model, 0.1)')
    assert penalty.requires_grad, 'no gradient flows through the penalty'

@test_case(points=2, hidden=True, 
    failure_message="The penalty or its gradient is wrong: lam times the sum of absolute values, of all that is trained.")
def test_l1_values_and_gradients(l1_penalty, tiny):
    import copy
    import torch
    from torchgrade import checks
    g = checks.generator('q8 l1')
    for lam, scale in ((0.3, 1.0), (0.0001, 1.0), (0.0, 1.0), (2, 0.0001)):
        tiny.train(lam < 1)
        state = {name: scale * torch.randn(value.shape, generator=g) for name, value in checks.state(tiny).items()}
        tiny.load_state_dict(state)
        found = checks.tensor(checks.unchanged(l1_penalty, tiny, lam, what='l1_penalty'), shape=(), dtype=torch.float32, what='l1_penalty')
        checks.close(found.detach(), lam * sum((value.abs().sum() for value in state.values())), what='l1_penalty')
        tiny.zero_grad()
        l1_penalty(tiny, lam).backward()
        for name, p in tiny.named_parameters():
            assert p.grad is not None, f'the parameter {name} gets no gradient of the penalty'
            checks.close(p.grad, lam * state[name].sign(), what='The gradient of the penalty')
    tiny.load_state_dict({name: 0 * value for name, value in state.items()})
    tiny.zero_grad()
    l1_penalty(tiny, 0.5).backward()
    for name, p in tiny.named_parameters():
        checks.tensor(p.grad, shape=state[name].shape, what=f'the gradient of {name} at zero')
    tiny.load_state_dict(state)
    other = {name: value + 1 for name, value in state.items()}
    model, then = (copy.deepcopy(tiny), copy.deepcopy(tiny))
    then.load_state_dict(other)
    checks.stateless(l1_penalty, model, 0.5, then=(then, 0.25), what='l1_penalty')

@test_case(points=1, hidden=True, 
    failure_message="Biases count all or not at all, and what is not trained does not count.")
def test_l1_of_odd_parameters(l1_penalty):
    import copy
    import torch
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q8 odd')
    model = nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.Linear(5, 4), nn.Linear(4, 5))
    with torch.no_grad():
        for p in model.parameters():
            p.copy_(torch.randn(p.shape, generator=g) + 1)
    model[2].weight.requires_grad_(False)
    everything = sum((p.abs().sum().item() for p in model.parameters() if p.requires_grad))
    weights = sum((model[i].weight.abs().sum().item() for i in (0, 3)))
    found = checks.number(l1_penalty(model, 0.5).detach(), what='l1_penalty')
    ok = [abs(found - 0.5 * right) <= 1e-05 * right for right in (everything, weights)]
    assert any(ok), 'the penalty is neither that of all trained parameters nor that of the trained weights'
    scaled = copy.deepcopy(model)
    scaled.register_parameter('scale', nn.Parameter(torch.tensor(-3.0)))
    found = checks.number(l1_penalty(scaled, 2.0).detach(), what='l1_penalty')
    ok = [abs(found - 2 * right) <= 1e-05 * right for right in (everything + 3, weights)]
    assert any(ok), 'a parameter without dimensions counts if biases do, wherever in the model it is'
    doubles = nn.Sequential(nn.Conv2d(2, 3, 3, bias=False), nn.Sequential(nn.Linear(4, 5, bias=False)), nn.Conv1d(2, 3, 3, bias=False), nn.Linear(4, 5, bias=False)).double()
    doubles[3].weight = doubles[1][0].weight
    right = sum((p.detach().abs().sum() for p in doubles.parameters()))
    checks.close(l1_penalty(doubles, 3).detach(), 3 * right, what='l1_penalty of a model in float64')

@test_case(points=1, hidden=True, 
    failure_message="dropout_alone is wrong. Which strength have both penalties together, and for which p does dropout alone have it?")
def test_dropout_alone(dropout_alone):
    from torchgrade import checks
    checks.close(dropout_alone, 2 / 3, rtol=0, atol=0.001, what='dropout_alone')

@test_case(points=1, hidden=True, 
    failure_message="leaky_growth is wrong. By which factor does one layer change the mean square, if the right half keeps its squares and the left half keeps a share of them?")
def test_leaky_growth(leaky_growth):
    from torchgrade import checks
    checks.close(leaky_growth, 1.04 ** 50, rtol=0, atol=0.11, what='leaky_growth')

