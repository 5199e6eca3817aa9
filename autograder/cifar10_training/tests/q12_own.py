from otter.test_files import test_case

OK_FORMAT = False

name = "q12_own"
points = 5

@test_case(points=0, hidden=False, 
    failure_message="OwnNet() gives scores (N, 10), has at most 500,000 parameters, and the folder weights holds its weights.")
def test_own_weights_fit(OwnNet):
    import torch
    from torchgrade import checks, datasets, weights
    net = OwnNet().eval()
    x = torch.zeros(3, 3, 32, 32)
    checks.tensor(net(x), shape=(3, 10), what='the scores of OwnNet()')
    checks.parameter_count(net, at_most=500000, x=x, what='OwnNet()')
    weights.load_handed_in(net, 'cifar10_training_own', datasets.for_lab(quiet=True))

@test_case(points=1, hidden=False, 
    failure_message="OwnNet() must be a network that can be trained: it returns scores and no probabilities, every parameter learns, an image gets its scores whatever the others are, and two networks have nothing in common.")
def test_own_network_can_be_trained(OwnNet):
    import torch
    from torchgrade import checks
    x = 2 * torch.randn(6, 3, 32, 32, generator=checks.generator('q12 trained'))
    between = []
    for _ in range(3):
        net = OwnNet()
        checks.tensor(net(x), shape=(6, 10), what='the scores of OwnNet()')
        large = {name: value if value.dim() > 2 or 'running' in name else 30 * value for name, value in checks.state(net).items()}
        scores = checks.output(net, x, state=large, train=True, what='the scores of OwnNet()')
        between.append(bool(((scores >= 0) & (scores <= 1)).all()))
    assert not all(between), 'OwnNet() must return scores, not probabilities: the loss applies the softmax'
    checks.trains(net, x, inputs=False, what='OwnNet()')
    checks.any_batch(net, x, what='OwnNet()')
    checks.separate(OwnNet, x=x, what='OwnNet')

@test_case(points=1, hidden=True, 
    failure_message="The network does worse than a plain SimpleNN could. Are these the weights of the trained network, and were its pictures normalised as by val_transform?")
def test_own_network_has_learnt(OwnNet):
    import torch
    from torchgrade import checks, datasets, weights
    choice = datasets.for_lab(quiet=True)
    model = OwnNet()
    checks.parameter_count(model, at_most=500000, x=torch.zeros(2, 3, 32, 32), what='OwnNet()')
    weights.load_handed_in(model, 'cifar10_training_own', choice)
    images, labels = datasets.pixels(choice.name, train=False, like='cifar10')
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(3, 1, 1)

    def normalise(x):
        return (x / 255 - mean) / std
    network = checks.rebuilt(model, normalise(images[:25]), what='OwnNet()')
    weights.load_handed_in(network, 'cifar10_training_own', choice)
    least = {'cifar10': 0.6, 'digits': 0.8}[choice.name]
    checks.accuracy(network, images, labels, at_least=least, prepare=normalise)

@test_case(points=2, hidden=True, 
    failure_message="The network is short of the accuracy asked for. What does the validation accuracy say: too small, too few epochs, or learned by heart?")
def test_own_network_reaches_the_goal(OwnNet):
    import torch
    from torchgrade import checks, datasets, weights
    choice = datasets.for_lab(quiet=True)
    model = OwnNet()
    checks.parameter_count(model, at_most=500000, x=torch.zeros(2, 3, 32, 32), what='OwnNet()')
    weights.load_handed_in(model, 'cifar10_training_own', choice)
    images, labels = datasets.pixels(choice.name, train=False, like='cifar10')
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(3, 1, 1)

    def normalise(x):
        return (x / 255 - mean) / std
    network = checks.rebuilt(model, normalise(images[:25]), what='OwnNet()')
    weights.load_handed_in(network, 'cifar10_training_own', choice)
    least = {'cifar10': 0.7, 'digits': 0.9}[choice.name]
    checks.accuracy(network, images, labels, at_least=least, prepare=normalise)

@test_case(points=1, hidden=True, 
    failure_message="The last point is for a network that goes beyond the goal.")
def test_own_network_goes_beyond(OwnNet):
    import torch
    from torchgrade import checks, datasets, weights
    choice = datasets.for_lab(quiet=True)
    model = OwnNet()
    checks.parameter_count(model, at_most=500000, x=torch.zeros(2, 3, 32, 32), what='OwnNet()')
    weights.load_handed_in(model, 'cifar10_training_own', choice)
    images, labels = datasets.pixels(choice.name, train=False, like='cifar10')
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(3, 1, 1)

    def normalise(x):
        return (x / 255 - mean) / std
    network = checks.rebuilt(model, normalise(images[:25]), what='OwnNet()')
    weights.load_handed_in(network, 'cifar10_training_own', choice)
    least = {'cifar10': 0.73, 'digits': 0.95}[choice.name]
    checks.accuracy(network, images, labels, at_least=least, prepare=normalise)

