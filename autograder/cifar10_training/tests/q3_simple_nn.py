from otter.test_files import test_case

OK_FORMAT = False

name = "q3_simple_nn"
points = 12

@test_case(points=1, hidden=False, 
    failure_message="SimpleNN() gives scores (N, 10), and has as many parameters as you counted.")
def test_network_has_as_many_parameters_as_counted(SimpleNN, simple_parameters, batch_norm_parameters):
    import torch
    from torchgrade import checks
    for batch_norm in (False, True):
        net = SimpleNN(batch_norm=batch_norm)
        assert isinstance(net, torch.nn.Module), 'SimpleNN() must be an nn.Module'
        for n in (2, 1):
            checks.tensor(net.eval()(torch.zeros(n, 3, 32, 32)), shape=(n, 10), what=f'the scores for {n} images')
        counted = checks.number(simple_parameters, what='simple_parameters')
        counted += batch_norm * checks.number(batch_norm_parameters, what='batch_norm_parameters')
        found = checks.parameter_count(net, what='SimpleNN')
        assert found == counted, f'SimpleNN(batch_norm={batch_norm}) has {found} parameters, and you counted {counted:g}'

@test_case(points=4, hidden=True, 
    failure_message="SimpleNN() does not compute the network of the table with the weights that it has.")
def test_simple_network(SimpleNN):
    import torch
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q3 simple')
    oracle = nn.Sequential(nn.Conv2d(3, 8, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(576, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    for net in (SimpleNN(), SimpleNN(False, nn.ReLU)):
        x = 2 * torch.randn(5, 3, 32, 32, generator=g)
        checks.parameter_count(net, exactly=82030, x=x, what='SimpleNN()')
        for scale in (1, 1000):
            checks.matches(net, oracle, None, scale * x, what='SimpleNN()')

@test_case(points=2, hidden=True, 
    failure_message="With batch_norm=True each convolution is followed by a batch norm, and that by the activation.")
def test_simple_network_with_batch_norm(SimpleNN):
    import torch
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q3 batch norm')
    x = 2 * torch.randn(6, 3, 32, 32, generator=g) + 1
    oracle = nn.Sequential(nn.Conv2d(3, 8, 5), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(576, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    net = SimpleNN(batch_norm=True)
    checks.parameter_count(net, exactly=82078, x=x, what='SimpleNN(batch_norm=True)')
    checks.matches(net, oracle, None, x, what='SimpleNN(batch_norm=True)')

@test_case(points=2, hidden=True, 
    failure_message="All four activations must be of the class that is handed in, in front of the pooling.")
def test_simple_network_with_other_activations(SimpleNN):
    import torch
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q3 activations')
    x = 2 * torch.randn(6, 3, 32, 32, generator=g)
    for activation, norm in ((nn.SiLU, False), (nn.Tanhshrink, True), (nn.Softsign, False)):
        layers = [nn.Conv2d(3, 8, 5), nn.BatchNorm2d(8), activation(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.BatchNorm2d(16), activation(), nn.MaxPool2d(2)]
        layers += [nn.Flatten(), nn.Linear(576, 120), activation(), nn.Linear(120, 84), activation(), nn.Linear(84, 10)]
        oracle = nn.Sequential(*(layer for layer in layers if norm or not isinstance(layer, nn.BatchNorm2d)))
        what = f'SimpleNN(batch_norm={norm}, activation=nn.{activation.__name__})'
        net = SimpleNN(batch_norm=norm, activation=activation)
        SimpleNN(not norm, nn.Softplus)
        checks.matches(net, oracle, None, x, what=what)
    net = SimpleNN(activation=nn.PReLU)
    checks.trains(net, x, what='SimpleNN(activation=nn.PReLU)')
    learned = sum((p.numel() for p in net.parameters())) - 82030
    assert 1 <= learned <= 4, f'SimpleNN(activation=nn.PReLU) has {learned} parameters of activations, and PReLU has one: make the activations in __init__, so that they are part of the network'

@test_case(points=1, hidden=True, 
    failure_message="Initial weights must be PyTorch's, every parameter must learn, two networks must have nothing in common, and an image must get its scores whatever the others are and however it lies in memory.")
def test_simple_network_learns(SimpleNN):
    import torch
    from torch import nn
    from cifar10_training_oracle import drawn_by_torch
    from torchgrade import checks
    x = 2 * torch.randn(6, 3, 32, 32, generator=checks.generator('q3 learns'))
    for norm in (False, True):
        net = SimpleNN(batch_norm=norm)
        checks.parameter_count(net, exactly=(82030, 82078)[norm], x=x, what='SimpleNN')
        checks.tensor(net(x), shape=(6, 10), what='the scores of 6 images')
        checks.trains(net, x, what='SimpleNN')
        checks.any_batch(net, x, what='SimpleNN')
        checks.separate(SimpleNN, norm, x=x, what='SimpleNN')
        checks.any_device(SimpleNN(norm), x, what='SimpleNN')
        turned = x.transpose(2, 3).contiguous().transpose(2, 3)
        what = 'the scores of pictures that lie column by column in memory'
        checks.close(net.eval()(turned), net(x), rtol=0.0001, atol=1e-05, what=what)
    checks.any_dtype(SimpleNN().eval(), x, dtypes=(torch.float64,), ulps=64, what='SimpleNN')
    for norm, activation in ((False, nn.ReLU), (True, nn.ReLU), (True, nn.SiLU)):
        states = [checks.state(SimpleNN(norm, activation)).values() for _ in range(10)]
        together = [torch.stack(same).double() for same in zip(*states)]
        constant = [bool((value == value.flatten()[0]).all()) for value in together]
        starts = sorted(((value.flatten()[0].item(), *value.shape[1:]) for value, same in zip(together, constant) if same))
        right = sorted([(0, 8), (0, 8), (1, 8), (1, 8), (0, 16), (0, 16), (1, 16), (1, 16), (0,), (0,)])
        drawn = {tuple(v.shape[1:]): v for v, same in zip(together, constant) if not same}
        ours = starts == (right if norm else []) and all(({shape, shape[:1]} <= set(drawn) and drawn_by_torch(drawn[shape], drawn[shape[:1]]) for shape in ((8, 3, 5, 5), (16, 8, 3, 3), (120, 576), (84, 120), (10, 84))))
        assert ours, 'SimpleNN must begin with the weights and biases that PyTorch gives its layers'

@test_case(points=1, hidden=True, 
    failure_message="A count of parameters is wrong. A filter is as deep as its input; a batch norm learns two numbers for each channel; biases count.")
def test_count_of_parameters(simple_parameters, batch_norm_parameters, linear_share):
    from torchgrade import checks
    checks.close(simple_parameters, 82030, rtol=0, atol=0, what='simple_parameters')
    checks.close(batch_norm_parameters, 48, rtol=0, atol=0, what='batch_norm_parameters')
    checks.close(linear_share, 80254 / 82030, rtol=0, atol=0.001, what='linear_share')

@test_case(points=1, hidden=True, 
    failure_message="A count of products is wrong. A filter is used once for each place of its output map; a linear layer uses each weight once.")
def test_count_of_products(simple_products, convolution_share):
    from torchgrade import checks
    checks.close(simple_products, 716328, rtol=0, atol=0, what='simple_products')
    checks.close(convolution_share, 636288 / 716328, rtol=0, atol=0.001, what='convolution_share')

