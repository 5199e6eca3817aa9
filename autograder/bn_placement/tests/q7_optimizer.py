from otter.test_files import test_case

OK_FORMAT = False

name = "q7_optimizer"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="Each parameter of the model must be in exactly one group of a torch.optim.SGD.")
def test_optimizer_trains_every_parameter(make_optimizer):
    from torchgrade import checks
    import torch
    from torch import nn
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(8, 3))
    optimizer = make_optimizer(net, 0.1, 0.01)
    checks.equal(isinstance(optimizer, torch.optim.SGD), True, what='whether make_optimizer returns a torch.optim.SGD')
    checks.optimizer_covers(optimizer, net)

@test_case(points=3, hidden=True, 
    failure_message="A step with zero gradients must shrink the weights, and leave biases, gamma and beta as they are.")
def test_optimizer_decays_only_weights(make_optimizer):
    from torchgrade import checks
    import torch
    from torch import nn
    net = nn.Sequential()
    net.add_module('bnconv', nn.Conv2d(2, 4, 3))
    net.add_module('norm', nn.BatchNorm2d(4))
    net.add_module('head', nn.Sequential(nn.Flatten(), nn.Linear(16, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Linear(5, 3)))
    net.register_parameter('scale', nn.Parameter(torch.ones(3)))
    net.register_parameter('temperature', nn.Parameter(torch.tensor(2.0)))
    optimizer = checks.unchanged(make_optimizer, net, 0.2, 0.05, what='make_optimizer')
    checks.optimizer_covers(optimizer, net)
    checks.decayed(optimizer, net, ['bnconv.weight', 'head.1.weight', 'head.4.weight', 'scale', 'temperature'])

@test_case(points=3, hidden=True, 
    failure_message="Learning rate and weight decay must be those of the arguments, and momentum 0.9, in every group; all else is as SGD has it by default.")
def test_optimizer_settings(make_optimizer):
    from torchgrade import checks
    from torch import nn
    for lr, weight_decay in ((0.3, 0.02), (0.07, 0.5), (0.0001234567, 0.0), (2.0, 3.0), (0.1234567, 1.234567e-05)):
        net = nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Linear(5, 2))
        optimizer, another = (make_optimizer(net, lr, weight_decay), make_optimizer(net, lr, weight_decay))
        checks.equal(optimizer is another, False, what='whether two calls return the same optimizer')
        groups = [group for group in optimizer.param_groups if len(group['params']) > 0]
        checks.equal(len(groups) > 0, True, what='whether the optimizer has parameters')
        checks.equal({float(group['lr']) for group in groups}, {lr}, what='the learning rates of the groups')
        checks.equal({group.get('momentum') for group in groups}, {0.9}, what='the momenta of the groups')
        for name in ('nesterov', 'dampening', 'maximize'):
            others = [bool(group.get(name, False)) for group in groups]
            checks.equal(any(others), False, what='whether a group has a setting for ' + name)
        decays = {float(group['weight_decay']) for group in groups}
        checks.equal(decays, {0.0, weight_decay}, what='the weight decays of the groups')

