from otter.test_files import test_case

OK_FORMAT = False

name = "q7_optimizer"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="Each parameter of the model must be in exactly one group of the optimizer.")
def test_optimizer_trains_every_parameter(make_optimizer):
    from torchgrade import checks
    from torch import nn
    net = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(8, 3))
    checks.optimizer_covers(make_optimizer(net, 0.1, 0.01), net)

@test_case(points=3, hidden=True, 
    failure_message="A step with zero gradients must shrink the weights to 1 - lr * weight_decay of what they were, and leave biases, gamma and beta as they are.")
def test_optimizer_decays_only_weights(make_optimizer):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q7 decay')
    for lr, weight_decay in ((0.2, 0.05), (0.001, 2.0), (0.5, 1e-06), (0.1, 0.0)):
        net = nn.Sequential()
        net.add_module('bnconv', nn.Conv2d(2, 4, 3))
        net.add_module('norm', nn.BatchNorm2d(4))
        net.add_module('head', nn.Sequential(nn.Flatten(), nn.Linear(16, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Linear(5, 3)))
        net.register_parameter('scale', nn.Parameter(torch.ones(3)))
        net.register_parameter('temperature', nn.Parameter(torch.tensor(2.0)))
        net.double()
        with torch.no_grad():
            for value in net.parameters():
                value.copy_(1 + torch.rand(value.shape, generator=g, dtype=torch.float64))
        start = {name: value.detach().clone() for name, value in net.named_parameters()}
        net[0].weight.requires_grad_(False)
        net[2][1].bias.requires_grad_(False)
        optimizer = checks.unchanged(make_optimizer, net, lr, weight_decay, what='make_optimizer')
        checks.optimizer_covers(optimizer, net)
        zeros = {name: torch.zeros_like(value) for name, value in start.items()}
        after, = checks.optimizer_steps(optimizer, net, [zeros])
        for name, value in start.items():
            decays = name in ('bnconv.weight', 'head.1.weight', 'head.4.weight', 'scale', 'temperature')
            kept = 1 - lr * weight_decay if decays else 1
            checks.close(after[name], kept * value, rtol=1e-12, what=name + ' after a step with zero gradients')

@test_case(points=3, hidden=True, 
    failure_message="The first steps must be those of SGD with the given learning rate and weight decay, momentum 0.9 for all parameters, and all else as SGD has it by default.")
def test_optimizer_steps(make_optimizer):
    from torchgrade import checks
    import torch
    from torch import nn
    g = checks.generator('q7 steps')
    for lr, weight_decay in ((0.3, 0.02), (0.07, 0.5), (0.0001234567, 0.0), (2.0, 3.0), (0.1234567, 1.234567e-05)):
        net = nn.Sequential(nn.Linear(4, 5), nn.BatchNorm1d(5), nn.ReLU(), nn.Linear(5, 2)).double()
        twin = {name: value.detach().clone() for name, value in net.named_parameters()}
        optimizer, another = (make_optimizer(net, lr, weight_decay), make_optimizer(net, lr, weight_decay))
        checks.equal(optimizer is another, False, what='whether two calls return the same optimizer')
        number = 60 if lr * weight_decay < 0.01 else 6
        gradients = [{name: torch.randn(value.shape, generator=g, dtype=torch.float64) for name, value in twin.items()} for _ in range(number)]
        gradients[2] = {name: value for name, value in gradients[2].items() if name.endswith('weight')}
        steps = checks.optimizer_steps(optimizer, net, gradients)
        momenta = {name: torch.zeros_like(value) for name, value in twin.items()}
        for number, (given, after) in enumerate(zip(gradients, steps), start=1):
            for name, gradient in given.items():
                decay = weight_decay if name in ('0.weight', '3.weight') else 0
                momenta[name] = 0.9 * momenta[name] + gradient + decay * twin[name]
                twin[name] = twin[name] - lr * momenta[name]
            for name, value in twin.items():
                largest = 1 + float(value.abs().max())
                checks.close(after[name], value, rtol=1e-09, atol=1e-10 * largest, what=f'{name} after step {number}')

