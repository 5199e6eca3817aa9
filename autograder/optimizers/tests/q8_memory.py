from otter.test_files import test_case

OK_FORMAT = False

name = "q8_memory"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="A linear layer from 10 to 5 units has 55 parameters of 4 bytes.")
def test_bytes_of_a_linear_layer(optimizer_bytes):
    import torch.nn as nn
    from torchgrade import checks
    layer = nn.Linear(10, 5)
    checks.equal(optimizer_bytes(layer, 'momentum'), 220, what="optimizer_bytes(nn.Linear(10, 5), 'momentum')")
    checks.equal(optimizer_bytes(layer, 'sgd'), 0, what="optimizer_bytes(nn.Linear(10, 5), 'sgd')")

@test_case(points=2, hidden=True, 
    failure_message="The bytes of a rule are wrong. How many tensors as large as the weights does it keep?")
def test_bytes_of_each_rule(optimizer_bytes):
    import torch.nn as nn
    from torchgrade import checks
    model = nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.Linear(4, 7), nn.BatchNorm2d(3))
    one = 4 * (57 + 6 + 35 + 6)
    for rule, right in (('sgd', 0), ('momentum', one), ('rmsprop', one), ('adam', 2 * one)):
        checks.equal(optimizer_bytes(model, rule), right, what=f'optimizer_bytes(model, {rule!r})')
    deep = nn.Sequential(nn.Sequential(nn.Sequential(nn.Linear(2, 3), nn.ReLU()), nn.Linear(3, 1)))
    checks.equal(optimizer_bytes(deep, 'momentum'), 52, what='The bytes for modules in modules in modules')

@test_case(points=2, hidden=True, 
    failure_message="Count each trained parameter once, in its own dtype, and nothing else.")
def test_bytes_of_odd_parameters(optimizer_bytes):
    import torch
    import torch.nn as nn
    from torchgrade import checks
    model = nn.Sequential(nn.Linear(3, 4), nn.Linear(3, 4, dtype=torch.float64), nn.Linear(3, 4, dtype=torch.bfloat16), nn.BatchNorm1d(4))
    model[0].bias.grad, model[3].bias.grad = (torch.ones(4), torch.ones(4))
    model[0].bias.requires_grad_(False)
    model[1].weight = model[0].weight
    model.register_parameter('scale', nn.Parameter(torch.tensor(1.0)))
    model.eval()
    one = 48 + 32 + 32 + 32 + 4
    checks.equal(optimizer_bytes(model, 'momentum'), one, what='The bytes of momentum')
    checks.equal(optimizer_bytes(model, 'adam'), 2 * one, what='The bytes of Adam')
    half = nn.Linear(3, 4, dtype=torch.float16)
    checks.equal(optimizer_bytes(half, 'adam'), 64, what='The bytes for a layer in float16')
    model = nn.Sequential(nn.Linear(2, 2, device='meta'), nn.Linear(2, 2, device='meta'))
    checks.equal(optimizer_bytes(model, 'rmsprop'), 48, what='The bytes for a model on the device meta')

@test_case(points=2, hidden=True, 
    failure_message="A name that is no rule must raise a ValueError, and a model must stay as it is.")
def test_bytes_of_a_rule_that_there_is_not(optimizer_bytes):
    import torch.nn as nn
    from torchgrade import checks
    model = nn.Linear(2, 3)
    checks.equal(checks.unchanged(optimizer_bytes, model, 'adam', what='optimizer_bytes'), 72, what='The bytes of Adam')
    for name in ('adamax', '', 'SGD', 'ada', ' adam'):
        checks.raises(ValueError, optimizer_bytes, model, name, what=f'optimizer_bytes(model, {name!r})')
    empty = nn.ReLU()
    checks.equal(optimizer_bytes(empty, 'adam'), 0, what='The bytes for a model with no parameter')
    checks.raises(ValueError, optimizer_bytes, empty, 'adamax', what='optimizer_bytes')

