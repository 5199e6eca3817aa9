from otter.test_files import test_case

OK_FORMAT = False

name = "q2_three_ways"
points = 9

@test_case(points=1, hidden=False, 
    failure_message="With weights of zero the scores are the last bias, whatever the image. The other two give scores of shape (N, 10).")
def test_three_ways_give_scores(three_layer_net, ThreeLayerConvNet, make_sequential):
    import torch
    from torchgrade import checks
    params = [torch.zeros(4, 3, 5, 5), torch.zeros(4), torch.zeros(2, 4, 3, 3), torch.zeros(2)]
    params += [torch.zeros(3, 2 * 6 * 6), torch.tensor([1.0, -2.0, 0.5])]
    scores = checks.returns(three_layer_net, torch.ones(2, 3, 6, 6), params, type=torch.Tensor, what='three_layer_net')
    checks.close(scores, torch.tensor([[1.0, -2.0, 0.5]] * 2), what='the scores with weights of zero')
    for name, net in (('ThreeLayerConvNet(3, 8, 4, 10)', ThreeLayerConvNet(3, 8, 4, 10)), ('make_sequential()', make_sequential())):
        assert isinstance(net, torch.nn.Module), f'{name} must be an nn.Module'
        checks.tensor(net(torch.zeros(2, 3, 32, 32)), shape=(2, 10), what=f'the scores of {name}')

@test_case(points=3, hidden=True, 
    failure_message="three_layer_net does not compute the network of the question, or depends on more than its arguments.")
def test_barebones_network(three_layer_net):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    g = checks.generator('q2 barebones')
    for channels, first, second, classes, height, width in ((3, 5, 4, 7, 9, 6), (1, 2, 3, 4, 5, 8), (2, 3, 1, 1, 3, 3)):
        x = torch.randn(4, channels, height, width, generator=g)
        params = [torch.randn(first, channels, 5, 5, generator=g) / 4, torch.randn(first, generator=g)]
        params += [torch.randn(second, first, 3, 3, generator=g) / 3, torch.randn(second, generator=g)]
        params += [torch.randn(classes, second * height * width, generator=g) / 8, torch.randn(classes, generator=g)]
        hidden = F.conv2d(x.double(), params[0].double(), params[1].double(), padding=2).clamp(min=0)
        hidden = F.conv2d(hidden, params[2].double(), params[3].double(), padding=1).clamp(min=0)
        right = hidden.flatten(1) @ params[4].double().T + params[5].double()
        scores = checks.unchanged(three_layer_net, x, params, what='three_layer_net')
        checks.close(scores, right.float(), rtol=0.0001, atol=0.0001, what='the scores')
    x = torch.randn(2, 2, 4, 3, generator=g)
    params, others = ([torch.randn(shape, generator=g) for shape in ((3, 2, 5, 5), (3,), (2, 3, 3, 3), (2,), (4, 24), (4,))] for _ in range(2))
    checks.stateless(three_layer_net, x, params, then=(x.flip(0) + 1, others), what='three_layer_net')
    x = torch.randn(6, 3, 7, 7, generator=g)
    params = [torch.randn(16, 3, 5, 5, generator=g) / 4, torch.randn(16, generator=g)]
    params += [torch.randn(8, 16, 3, 3, generator=g) / 6, torch.randn(8, generator=g)]
    params += [torch.randn(3, 392, generator=g) / 8, torch.randn(3, generator=g)]
    checks.any_batch(three_layer_net, x, params, what='three_layer_net')
    checks.any_dtype(three_layer_net, x, params, dtypes=(torch.bfloat16, torch.float64), ulps=64, what='three_layer_net')
    checks.any_layout(lambda x: three_layer_net(x, params), x, what='three_layer_net')
    checks.differentiable(three_layer_net, x, params, what='three_layer_net')

@test_case(points=2, hidden=True, 
    failure_message="ThreeLayerConvNet does not compute the network of the question with the weights that it has.")
def test_module_network(ThreeLayerConvNet):
    import torch
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q2 module')
    for channels, first, second, classes in ((3, 6, 5, 10), (1, 4, 8, 3)):
        oracle = nn.Sequential(nn.Conv2d(channels, first, 5, padding=2), nn.ReLU(), nn.Conv2d(first, second, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(second * 1024, classes))
        net = ThreeLayerConvNet(channels, first, second, classes)
        x = torch.randn(4, channels, 32, 32, generator=g)
        checks.matches(net, oracle, None, x, what='ThreeLayerConvNet')
        checks.any_layout(net, x, what='ThreeLayerConvNet')
    checks.trains(net, x, what='ThreeLayerConvNet')
    checks.any_batch(net, x, what='ThreeLayerConvNet')
    checks.separate(ThreeLayerConvNet, 1, 4, 8, 3, x=x, what='ThreeLayerConvNet')

@test_case(points=2, hidden=True, 
    failure_message="The weights of ThreeLayerConvNet must begin with mean 0 and standard deviation sqrt(2 / fan-in), and its biases at 0.")
def test_initial_weights_of_the_module(ThreeLayerConvNet):
    import math
    from torchgrade import checks
    state = checks.state(ThreeLayerConvNet(24, 32, 48, 10))
    weights = [value.double() for value in state.values() if value.dim() > 1]
    biases = [value for value in state.values() if value.dim() == 1]
    checks.equal([len(weights), len(biases)], [3, 3], what='The number of weights and of biases')
    for value in biases:
        checks.equal(value.count_nonzero().item(), 0, what='How many numbers of a bias are not 0 at the start')
    for value in weights:
        wanted, numbers = (math.sqrt(2 / value[0].numel()), value.numel())
        assert abs(value.std().item() / wanted - 1) < 0.05, 'the standard deviation of a weight is not sqrt(2 / fan-in)'
        assert abs(value.mean().item()) < 7 * wanted / math.sqrt(numbers), 'the mean of a weight is not 0'

@test_case(points=1, hidden=True, 
    failure_message="make_sequential must return a new nn.Sequential of PyTorch's own layers each time, which computes the network of the question.")
def test_sequential_network(make_sequential):
    import torch
    from torch import nn
    from torchgrade import checks
    net = make_sequential()
    x = torch.randn(4, 3, 32, 32, generator=checks.generator('q2 sequential'))
    checks.parameter_count(net, exactly=170906, what='make_sequential()')
    oracle = nn.Sequential(nn.Conv2d(3, 32, 5, padding=2), nn.ReLU(), nn.Conv2d(32, 16, 3, padding=1), nn.ReLU(), nn.Flatten(), nn.Linear(16384, 10))
    checks.matches(net, oracle, None, x, what='make_sequential()')
    allowed = (nn.Conv2d, nn.ReLU, nn.Flatten, nn.Linear, nn.ZeroPad2d, nn.Identity)
    checks.as_described(net, allowed, x, what='make_sequential()')
    checks.trains(net, x, what='make_sequential()')
    state = checks.state(make_sequential())
    layers = [value for value in state.values() if value.dim() > 1]
    biases = [value for value in state.values() if value.dim() == 1]
    for weight, bias in zip(layers, biases):
        limit = weight[0].numel() ** (-0.5)
        uniform = max(weight.abs().max(), bias.abs().max()) <= limit * 1.0001 and abs(weight.std().item() / limit - 3 ** (-0.5)) < 0.1 * 3 ** (-0.5) and (bias.abs().max() > 0.06 * limit)
        assert uniform, 'the initial weights and biases of make_sequential() must be those that PyTorch draws'
    checks.separate(make_sequential, x=x, what='make_sequential')

