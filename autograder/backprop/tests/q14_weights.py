from otter.test_files import test_case

OK_FORMAT = False

name = "q14_weights"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="The folder weights must hold a file that fits best_dims, and your FullyConnectedNet must work with it.")
def test_weights_fit_the_net(best_dims, FullyConnectedNet):
    import torch
    from torchgrade import checks, datasets, weights
    choice = datasets.for_lab(quiet=True)
    dims = [int(size) for size in checks.numbers(best_dims, whole=True, what='best_dims')]
    size = 784 if choice.name == 'digits' else 3072
    sizes = [size, *dims, 10]
    shapes = {}
    for i in range(len(dims) + 1):
        shapes[f'W{i + 1}'], shapes[f'b{i + 1}'] = ((sizes[i], sizes[i + 1]), (sizes[i + 1],))
    count = sum((torch.Size(shape).numel() for shape in shapes.values()))
    assert min(sizes) > 0 and count <= 4000000, f'the network has {count:,} numbers, or a layer without units'
    model = torch.nn.ParameterDict({name: torch.zeros(shape) for name, shape in shapes.items()})
    weights.load_handed_in(model, 'backprop', choice)
    net = FullyConnectedNet(dims, size, 10)
    net.params = {name: p.detach().clone() for name, p in model.items()}
    x = torch.randn(3, size, generator=checks.generator('q14 images'))
    h = x
    for i in range(1, len(dims) + 2):
        h = h @ net.params[f'W{i}'] + net.params[f'b{i}']
        h = h.clamp(min=0) if i <= len(dims) else h
    checks.close(net.loss(x), h, rtol=0.001, atol=0.001, what='the scores of your network with these weights')

@test_case(points=2, hidden=True, 
    failure_message="The network is more than five percentage points short of the accuracy asked for. Are these the weights of the trained network?")
def test_network_has_learnt(best_dims):
    from torchgrade import checks, datasets, weights
    from backprop_oracle import Plain
    choice = datasets.for_lab(quiet=True)
    dims = [int(size) for size in checks.numbers(best_dims, whole=True, what='best_dims')]
    images, labels = datasets.pixels(choice.name, train=False)
    assert dims == [] or (min(dims) > 0 and max(dims) <= 10000 and (len(dims) <= 50)), 'best_dims is out of all bounds'
    network = Plain(dims, images[0].numel())
    checks.parameter_count(network, at_most=4000000, what='the network')
    weights.load_handed_in(network, 'backprop', choice)
    import torch
    mean, std = (torch.tensor(values).view(-1, 1, 1) for values in datasets.MEAN_STD[choice.name])
    prepare = lambda x: ((x.float() / 255 - mean) / std).flatten(1)
    checks.accuracy(network, images, labels, at_least=choice.threshold - 0.05, prepare=prepare)

@test_case(points=2, hidden=True, 
    failure_message="The test accuracy is below the one asked for. Look at validation accuracy first: learning rate, its decay, reg, sizes.")
def test_network_reaches_the_accuracy_asked_for(best_dims):
    from torchgrade import checks, datasets, weights
    from backprop_oracle import Plain
    choice = datasets.for_lab(quiet=True)
    dims = [int(size) for size in checks.numbers(best_dims, whole=True, what='best_dims')]
    images, labels = datasets.pixels(choice.name, train=False)
    assert dims == [] or (min(dims) > 0 and max(dims) <= 10000 and (len(dims) <= 50)), 'best_dims is out of all bounds'
    network = Plain(dims, images[0].numel())
    checks.parameter_count(network, at_most=4000000, what='the network')
    weights.load_handed_in(network, 'backprop', choice)
    import torch
    mean, std = (torch.tensor(values).view(-1, 1, 1) for values in datasets.MEAN_STD[choice.name])
    prepare = lambda x: ((x.float() / 255 - mean) / std).flatten(1)
    checks.accuracy(network, images, labels, at_least=choice.threshold, prepare=prepare)

