from otter.test_files import test_case

OK_FORMAT = False

name = "q6_groups"
points = 8

@test_case(points=1, hidden=False, 
    failure_message="In ResNet-18 there are 40 batch norm tensors with 9600 numbers, one other bias (of fc), and 21 weights.")
def test_groups_of_resnet18(parameter_groups):
    from torchgrade import checks
    import torch
    from torch import nn
    from torchvision.models import resnet18
    with torch.device('meta'):
        net = resnet18(weights=None).half()
    net.to_empty(device='cpu')
    for parameter in net.parameters():
        nn.init.zeros_(parameter)
    groups = parameter_groups(net)
    checks.equal(len(groups), 3, what='the number of groups')
    for name, group, tensors, numbers in zip(['bn_affine', 'biases', 'rest'], groups, [40, 1, 21], [9600, 1000, 11678912]):
        checks.equal(len(group), tensors, what='the number of tensors in ' + name + ' of resnet18')
        checks.equal(sum((p.numel() for p in group)), numbers, what='the number of numbers in ' + name + ' of resnet18')

@test_case(points=3, hidden=True, 
    failure_message="Decide by the type of the layer that owns a parameter, not by names or shapes, and for every kind of batch norm.")
def test_groups_of_another_network(parameter_groups):
    from torchgrade import checks
    import torch
    from torch import nn
    net = nn.Sequential()
    net.add_module('bnconv', nn.Conv2d(2, 4, 3))
    net.add_module('norm', nn.BatchNorm2d(4))
    net.add_module('debias', nn.Sequential(nn.Flatten(), nn.Linear(5, 2), nn.BatchNorm1d(2), nn.ReLU(), nn.Linear(2, 2)))
    net.register_parameter('bnscale', nn.Parameter(torch.ones(3)))
    net.register_parameter('temperature', nn.Parameter(torch.tensor(2.0)))
    net.register_parameter('bias', nn.Parameter(torch.ones(2, 3)))
    expected = {'bn_affine': ['norm.weight', 'norm.bias', 'debias.2.weight', 'debias.2.bias'], 'biases': ['bnconv.bias', 'debias.1.bias', 'debias.4.bias', 'bias'], 'rest': ['bnconv.weight', 'debias.1.weight', 'debias.4.weight', 'bnscale', 'temperature']}
    checks.unchanged(parameter_groups, net, what='parameter_groups')
    checks.parameter_groups(parameter_groups, net, expected, what='parameter_groups of a small net')

@test_case(points=2, hidden=True, 
    failure_message="A parameter that two layers share must be listed once.")
def test_groups_list_shared_parameters_once(parameter_groups):
    from torchgrade import checks
    import torch
    from torch import nn
    net = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 4), nn.BatchNorm1d(4), nn.Linear(4, 3))
    net[3].weight = net[0].weight
    net[3].bias = net[0].bias
    net[4].weight = net[1].weight
    net.append(net[1])
    net.register_parameter('nothing', nn.Parameter(torch.empty(0)))
    net.register_parameter('nothing_else', nn.Parameter(torch.empty(0)))
    expected = {'bn_affine': ['1.weight', '1.bias', '4.bias'], 'biases': ['0.bias', '5.bias'], 'rest': ['0.weight', '5.weight', 'nothing', 'nothing_else']}
    checks.parameter_groups(parameter_groups, net, expected, what='parameter_groups of a net with shared layers')

@test_case(points=2, hidden=True, 
    failure_message="Frozen parameters belong to a group too, batch norm may have no parameters at all or be the whole model, there is a BatchNorm3d, and classes derived from these count. Other kinds of normalization are not batch norm.")
def test_groups_of_frozen_and_unusual_layers(parameter_groups):
    from torchgrade import checks
    import torch
    from torch import nn
    net = nn.Sequential(nn.Conv3d(1, 2, 3), nn.BatchNorm3d(2), nn.BatchNorm3d(2, affine=False), nn.Conv3d(2, 2, 1, bias=False))
    net.append(nn.InstanceNorm3d(2, affine=True)).append(nn.LayerNorm(2)).append(nn.GroupNorm(1, 2))
    net.append(nn.MultiheadAttention(2, 1)).append(nn.PReLU()).append(nn.RNN(2, 1))
    for parameter in (*net[0].parameters(), net[1].weight):
        parameter.requires_grad_(False)
    net[1].eval()
    checks.unchanged(parameter_groups, net, what='parameter_groups')
    biases = ['0.bias', '4.bias', '5.bias', '6.bias', '7.out_proj.bias']
    rest = ['0.weight', '3.weight', '4.weight', '5.weight', '6.weight']
    rest += ['7.in_proj_weight', '7.in_proj_bias', '7.out_proj.weight', '8.weight']
    rest += ['9.weight_ih_l0', '9.weight_hh_l0', '9.bias_ih_l0', '9.bias_hh_l0']
    expected = {'bn_affine': ['1.weight', '1.bias'], 'biases': biases, 'rest': rest}
    checks.parameter_groups(parameter_groups, net, expected, what='parameter_groups of a net with frozen parameters')
    net = nn.Sequential(nn.BatchNorm2d(3, track_running_stats=False), nn.InstanceNorm2d(3, affine=True, track_running_stats=True))
    net.append(nn.BatchNorm1d(3)).append(nn.BatchNorm3d(3))
    expected = {'bn_affine': [f'{k}.{name}' for k in (0, 2, 3) for name in ('weight', 'bias')], 'biases': ['1.bias'], 'rest': ['1.weight']}
    what = 'parameter_groups of normalizations with unusual settings'
    checks.parameter_groups(parameter_groups, net, expected, what=what)
    what = 'parameter_groups, with batch norm of derived classes,'
    checks.parameter_groups(parameter_groups, net, expected, derived=['0', '2', '3'], what=what)
    single = {'bn_affine': ['weight', 'bias'], 'biases': [], 'rest': []}
    checks.parameter_groups(parameter_groups, nn.BatchNorm1d(3), single, what='parameter_groups of a batch norm layer')
    single = {'bn_affine': [], 'biases': ['bias'], 'rest': ['weight']}
    checks.parameter_groups(parameter_groups, nn.Linear(2, 3), single, what='parameter_groups of a linear layer')

