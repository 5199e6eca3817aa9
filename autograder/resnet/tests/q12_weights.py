from otter.test_files import test_case

OK_FORMAT = False

name = "q12_weights"
points = 11

@test_case(points=2, hidden=False, 
    failure_message="The weights file must be in the folder weights and fit your ResNet20.")
def test_handed_in_weights_fit(ResNet20):
    from torchgrade import datasets, weights
    weights.load_handed_in(ResNet20(), 'resnet', datasets.for_lab(quiet=True))

@test_case(points=3, hidden=True, 
    failure_message="On the test images the network is more than 0.10 short of the accuracy asked for, or it could not be measured. Are these the weights of the trained network, and were its images normalised with MEAN and STD?")
def test_network_has_learnt(ResNet20):
    import torch
    from torchgrade import checks, datasets, weights
    choice = datasets.for_lab(quiet=True)
    model = ResNet20()
    weights.load_handed_in(model, 'resnet', choice)
    images, labels = datasets.pixels(choice.name, train=False, like='cifar10')
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(1, 3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(1, 3, 1, 1)

    def normalise(x):
        return (x.float() / 255 - mean) / std
    network = checks.rebuilt(model, normalise(images[:25]), what='ResNet20()')
    weights.load_handed_in(network, 'resnet', choice)
    least = choice.threshold - 0.1
    checks.accuracy(network, images, labels, at_least=least, prepare=normalise)

@test_case(points=3, hidden=True, 
    failure_message="On the test images the network is more than 0.03 short of the accuracy asked for, or it could not be measured.")
def test_network_is_close_to_the_goal(ResNet20):
    import torch
    from torchgrade import checks, datasets, weights
    choice = datasets.for_lab(quiet=True)
    model = ResNet20()
    weights.load_handed_in(model, 'resnet', choice)
    images, labels = datasets.pixels(choice.name, train=False, like='cifar10')
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(1, 3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(1, 3, 1, 1)

    def normalise(x):
        return (x.float() / 255 - mean) / std
    network = checks.rebuilt(model, normalise(images[:25]), what='ResNet20()')
    weights.load_handed_in(network, 'resnet', choice)
    least = choice.threshold - 0.03
    checks.accuracy(network, images, labels, at_least=least, prepare=normalise)

@test_case(points=3, hidden=True, 
    failure_message="On the whole test split the network is short of the accuracy asked for, or it could not be measured.")
def test_accuracy_on_the_test_split(ResNet20):
    import torch
    from torchgrade import checks, datasets, weights
    choice = datasets.for_lab(quiet=True)
    model = ResNet20()
    weights.load_handed_in(model, 'resnet', choice)
    images, labels = datasets.pixels(choice.name, train=False, like='cifar10')
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(1, 3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(1, 3, 1, 1)

    def normalise(x):
        return (x.float() / 255 - mean) / std
    network = checks.rebuilt(model, normalise(images[:25]), what='ResNet20()')
    weights.load_handed_in(network, 'resnet', choice)
    checks.accuracy(network, images, labels, at_least=choice.threshold, prepare=normalise)

