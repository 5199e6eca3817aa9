from otter.test_files import test_case

OK_FORMAT = False

name = "q12_weights"
points = 10

@test_case(points=2, hidden=False, 
    failure_message="The weights file must be in the folder weights and fit your ResNet20.")
def test_handed_in_weights_fit(ResNet20):
    from torchgrade import datasets, weights
    weights.load_handed_in(ResNet20(), 'resnet', datasets.for_lab(quiet=True))

@test_case(points=8, hidden=True, 
    failure_message="The handed-in weights do not reach the accuracy that is asked for on the test images.")
def test_accuracy_on_the_test_split(ResNet20):
    import torch
    from torchgrade import checks, datasets, weights
    choice = datasets.for_lab(quiet=True)
    model = ResNet20()
    weights.load_handed_in(model, 'resnet', choice)
    images, labels = datasets.pixels(choice.name, train=False, like='cifar10')
    mean, std = (torch.tensor([0.4914, 0.4822, 0.4465]).view(1, 3, 1, 1), torch.tensor([0.2023, 0.1994, 0.201]).view(1, 3, 1, 1))
    normalise = lambda x: (x.float() / 255 - mean) / std
    network = checks.rebuilt(model, normalise(images[:25]), what='ResNet20()')
    weights.load_handed_in(network, 'resnet', choice)
    checks.accuracy(network, images, labels, at_least=choice.threshold, prepare=normalise)

