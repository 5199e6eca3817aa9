from otter.test_files import test_case

OK_FORMAT = False

name = "q13_from_scratch"
points = 6

@test_case(points=1, hidden=False, 
    failure_message="train_resnet must move every weight of a ResNet20, and its loss on a few images must fall.")
def test_training_moves_the_network(train_resnet, ResNet20):
    import torch
    from torchgrade import checks
    g = checks.generator('q13 few')
    batch = (torch.randn(16, 3, 32, 32, generator=g), torch.arange(16) % 10)
    model = ResNet20()
    before = checks.state(model)
    history = train_resnet(model, [batch], 6, lambda epoch: 0.02)
    after = checks.state(model)
    no_effect = {f'{k[:-6]}bias' for k, v in after.items() if v.dim() == 4}
    moving = [k for k, v in after.items() if v.is_floating_point() and k not in no_effect]
    still = [k for k in moving if torch.equal(after[k], before[k])]
    assert len(moving) > 0 and (not still), f'These did not move in six steps: {still}.'
    losses = [float(loss) for loss in history['loss']]
    assert min(losses[1:]) < losses[0], f'The loss does not fall: {losses}.'

@test_case(points=5, hidden=True, 
    failure_message="Trained from scratch by the grader, within the budget, your network is short of the accuracy asked for, or its training did not end, or gave back weights that you handed in.")
def test_trained_from_scratch(train_resnet, ResNet20, training_data):
    from torchgrade import checks
    checks.needs_gpu()
    import math
    import torch
    from torchgrade import datasets, weights
    choice = datasets.for_lab(quiet=True)
    epochs, least = {'cifar10': (10, 0.8), 'digits': (15, 0.85)}[choice.name]
    device = 'cuda' if torch.cuda.is_available() else 'cpu'

    def rate(epoch):
        warmup = epochs / 5
        t = (epoch - warmup) / (epochs - warmup)
        return 0.2 * min(epoch / warmup, 0.5 + 0.5 * math.cos(math.pi * max(t, 0)))
    torch.manual_seed(checks.generator('from scratch').initial_seed() % 2 ** 31)
    loader, _ = training_data(choice.name, device)
    model = ResNet20().to(device)
    train_resnet(model, loader, epochs, rate, mixed_precision=device == 'cuda')
    model.to('cpu')
    trained = checks.state(model)
    images, labels = datasets.pixels(choice.name, train=False, like='cifar10')
    mean = torch.tensor([0.4914, 0.4822, 0.4465]).view(1, 3, 1, 1)
    std = torch.tensor([0.2023, 0.1994, 0.201]).view(1, 3, 1, 1)

    def normalise(x):
        return (x.float() / 255 - mean) / std
    network = checks.rebuilt(model, normalise(images[:25]), what='ResNet20()')
    checks.accuracy(network, images, labels, at_least=least, prepare=normalise)
    try:
        kept = ResNet20()
        weights.load_handed_in(kept, 'resnet', choice)
    except Exception:
        return
    names = [name for name, value in trained.items() if value.dim() == 4]
    handed_in = checks.state(kept)
    a, b = (torch.cat([s[name].flatten() for name in names]) for s in (trained, handed_in))
    assert torch.cosine_similarity(a, b, dim=0) < 0.9, 'After this training the network has the weights that were handed in: it was not trained from scratch.'

