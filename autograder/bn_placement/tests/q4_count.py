from otter.test_files import test_case

OK_FORMAT = False

name = "q4_count"
points = 4

@test_case(points=1, hidden=False, 
    failure_message="A linear layer from 3 to 4 has 12 weights and 4 biases, batch norm over 4 features has 4 gammas and 4 betas.")
def test_count_small_network(count_parameters):
    from torchgrade import checks
    from torch import nn
    net = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU())
    expected = {'0.weight': 12, '0.bias': 4, '1.weight': 4, '1.bias': 4}
    checks.equal(dict(count_parameters(net)), expected, what='count_parameters(Linear(3, 4), BatchNorm1d(4), ReLU)')

@test_case(points=1, hidden=True, 
    failure_message="Look at every level of the model, and at parameters only. A checkpoint holds more than that.")
def test_count_resnet18(count_parameters):
    from torchgrade import checks
    import torch
    from torchvision.models import resnet18
    with torch.device('meta'):
        counts = dict(count_parameters(resnet18(weights=None)))
    checks.equal(len(counts), 62, what='the number of entries for resnet18')
    checks.equal(sum(counts.values()), 11689512, what='the sum over resnet18')
    checks.equal(counts.get('layer2.0.downsample.0.weight'), 8192, what='the entry of layer2.0.downsample.0.weight')

@test_case(points=1, hidden=True, 
    failure_message="Frozen parameters and parameters that belong to no layer count too, buffers do not.")
def test_count_frozen_and_bare_parameters(count_parameters):
    from torchgrade import checks
    import torch
    from torch import nn
    net = nn.Sequential()
    net.add_module('stem', nn.Sequential(nn.Conv2d(2, 3, 5), nn.BatchNorm2d(3)))
    net.register_parameter('scales', nn.Parameter(torch.ones(2, 3)))
    net.register_parameter('temperature', nn.Parameter(torch.tensor(2.0)))
    net.register_buffer('average', torch.zeros(7))
    net.stem[0].weight.requires_grad_(False)
    expected = {'scales': 6, 'temperature': 1}
    expected.update({'stem.0.weight': 150, 'stem.0.bias': 3, 'stem.1.weight': 3, 'stem.1.bias': 3})
    counts = dict(checks.unchanged(count_parameters, net, what='count_parameters'))
    other = nn.Sequential(nn.Linear(9, 2), nn.PReLU(7))
    checks.stateless(count_parameters, net, then=(other,), what='count_parameters')
    checks.equal(counts, expected, what='the count of a net with a frozen and some bare parameters')
    floats = [name for name, count in counts.items() if isinstance(count, float)]
    checks.equal(floats, [], what='the names of parameters whose count is a float')
    checks.equal(dict(count_parameters(nn.Linear(2, 3, bias=False))), {'weight': 6}, what='the count of a single layer')
    for dtype in (torch.float16, torch.float64):
        counts = dict(count_parameters(nn.Linear(2, 3, dtype=dtype)))
        checks.equal(counts, {'weight': 6, 'bias': 3}, what=f'the count of a layer of {dtype}')
    checks.equal(dict(count_parameters(nn.ReLU())), {}, what='the count of a layer without parameters')

@test_case(points=1, hidden=True, 
    failure_message="A parameter that two layers share must appear once, under its first name.")
def test_count_shared_parameter_once(count_parameters):
    from torchgrade import checks
    import torch
    from torch import nn
    shared = nn.Linear(5, 5)
    net = nn.Sequential(nn.Linear(5, 5), nn.ReLU(), nn.Linear(5, 5), nn.ReLU(), shared, shared, nn.Linear(5, 2))
    net[2].weight = net[0].weight
    net.register_parameter('nothing', nn.Parameter(torch.empty(0, 3)))
    net.register_parameter('nothing_else', nn.Parameter(torch.empty(0, 3)))
    expected = {'nothing': 0, 'nothing_else': 0, '0.weight': 25, '0.bias': 5, '2.bias': 5}
    expected.update({'4.weight': 25, '4.bias': 5, '6.weight': 10, '6.bias': 2})
    what = 'the count of a net in which layers share parameters'
    checks.equal(dict(count_parameters(net)), expected, what=what)
    odd, expected = (nn.Sequential(), {})
    for name in ('module', '_orig_mod', 'weight', 'Bias_0'):
        odd.add_module(name, nn.Sequential())
        odd.get_submodule(name).add_module('module', nn.Linear(2, 1))
        expected.update({name + '.module.weight': 2, name + '.module.bias': 1})
    checks.equal(dict(count_parameters(odd)), expected, what='the count of a net with submodules of odd names')

