from otter.test_files import test_case

OK_FORMAT = False

name = "q8a_experiment"
points = 5

@test_case(points=1, hidden=False, 
    failure_message="gradient_norms returns a list of Python floats, one for each 3x3 convolution, and norms has a list for each of the eight networks.")
def test_norms_have_the_right_form(gradient_norms, norms):
    import torch
    from torch import nn
    from torchgrade import checks
    net = nn.Sequential(nn.Conv2d(2, 3, 3), nn.Conv2d(3, 4, 1), nn.Flatten(), nn.Linear(36, 2))
    found = gradient_norms(net, torch.ones(2, 2, 5, 5), torch.tensor([0, 1]))
    assert isinstance(found, list) and len(found) == 1, f'This net has one 3x3 convolution: a list of one float is expected. Got {found!r}.'
    assert isinstance(found[0], float), f'A norm must be a Python float. Got {found[0]!r}.'
    assert isinstance(norms, dict), 'norms must be a dictionary.'
    for kind in ('plain', 'residual'):
        for layers in (20, 56):
            for with_norm in (True, False):
                key = (kind, layers, with_norm)
                assert key in norms, f'norms[{kind!r}, {layers}, {with_norm}] is missing.'
                checks.equal(len(norms[key]), layers - 1, what=f'The length of norms{list(key)}')

@test_case(points=2, hidden=True, 
    failure_message="The norms are those of the gradients of this loss alone, of all 3x3 convolutions and of no other layer, in the order of net.modules(), in the mode in which each layer comes, and exact for very small gradients too.")
def test_gradient_norms_are_right(gradient_norms, plain_block):
    import torch
    import torch.nn.functional as F
    from torch import nn
    from torchgrade import checks
    g = checks.generator('q8a norms')
    x, y = (torch.randn(4, 2, 6, 6, generator=g), torch.tensor([0, 2, 1, 1]))
    for scale in (1.0, 1e-12, 1000.0):
        convs = [nn.Conv2d(2, 3, 3, padding=1), nn.Conv2d(3, 3, 1), nn.Conv2d(3, 4, 3, stride=2)]
        flat = [nn.Conv2d(3, 3, (3, 1), padding=(1, 0)), nn.Conv2d(3, 3, (1, 3), padding=(0, 1))]
        other = [convs[1], *flat, nn.ConvTranspose2d(3, 3, 3, padding=1), nn.BatchNorm2d(3)]
        net = nn.Sequential(convs[0], nn.Sequential(*other, convs[2]))
        net = nn.Sequential(net, nn.Conv2d(4, 2, (1, 2)), nn.Flatten(), nn.Linear(4, 3))
        for p in net.parameters():
            p.data.copy_(torch.randn(p.shape, generator=g) / 2)
        net[3].weight.data.mul_(scale)
        net[1].weight.data.mul_(scale)
        with torch.no_grad():
            y[0] = net(x)[0].argmin()
        loss = F.cross_entropy(net(x), y)
        wanted = torch.autograd.grad(loss, [convs[0].weight, convs[2].weight])
        wanted = torch.stack([gradient.double().norm() for gradient in wanted])
        for attempt in range(2):
            found = gradient_norms(net, x, y)
            assert isinstance(found, (list, tuple)) and len(found) == 2, 'A net with two 3x3 convolutions and two others must give two norms.'
            ratio = torch.tensor([float(value) for value in found], dtype=torch.float64) / wanted
            checks.close(ratio, torch.ones(2, dtype=torch.float64), rtol=0.001, atol=0.001, what='The ratio of your norms and those of autograd')
        checks.stateless(gradient_norms, net, x, y, what='gradient_norms')
    twice = nn.Conv2d(2, 2, 3, padding=1)
    many = nn.Sequential(twice, nn.Tanh(), twice, nn.Flatten(), nn.Linear(72, 3)).double()
    images, classes = (torch.randn(70, 2, 6, 6, generator=g).double(), torch.arange(70) % 3)
    wanted, = torch.autograd.grad(F.cross_entropy(many(images), classes), twice.weight)
    found = gradient_norms(many, images, classes)
    checks.equal(len(found), 1, what='The number of norms for one layer that is used twice')
    checks.close(float(found[0]), wanted.norm().item(), rtol=0.0001, what='The norm for 70 images')
    with torch.no_grad():
        many[4].weight.zero_()
    none, = gradient_norms(many, images, classes)
    checks.close(float(none), 0.0, rtol=0, atol=0, what='The norm of a gradient that is zero')
    deep = nn.Sequential(nn.Conv2d(2, 3, 3), nn.ReLU(), nn.Flatten(), nn.Linear(48, 3))
    for mode in (True, False):
        checks.unchanged(gradient_norms, deep.train(mode), x, y, what='gradient_norms')
    for layers in (range(4), (1,)):
        settled = nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3), nn.Flatten(), nn.Linear(48, 3))
        if len(layers) == 4:
            settled.eval()
        for place in layers:
            settled[place].eval()
        wanted, = torch.autograd.grad(F.cross_entropy(settled(x), y), settled[0].weight)
        found = checks.unchanged(gradient_norms, settled, x, y, what='gradient_norms')
        assert len(found) == 1, 'A net with one 3x3 convolution must give one norm.'
        checks.close(float(found[0]), wanted.norm().item(), rtol=0.001, atol=1e-06, what='A norm where batch norm is in evaluation mode')
    block, maps = (plain_block(2), torch.zeros(4, 6, 6, dtype=torch.int64))
    found = [gradient_norms(block, x, maps)]
    state = checks.state(block)
    block.load_state_dict({name: 2 * value + 1 for name, value in state.items()})
    found.append(gradient_norms(block, x, maps))
    assert [len(norms) for norms in found] == [2, 2], 'A block of two layers must give two norms.'
    first, second = ([float(value) for value in norms] for norms in found)
    assert first != second, 'A block with other weights gives the same norms as before.'
    named, names = (nn.Sequential(), ('stem', 'body.0', '10', '2', 'a'))
    for name in names:
        named.add_module(name.replace('.', '_'), nn.Conv2d(2, 2, 3, padding=1))
    whole = nn.Sequential(named, nn.Flatten(), nn.Linear(72, 3))
    gradients = torch.autograd.grad(F.cross_entropy(whole(x), y), [layer.weight for layer in named])
    found = gradient_norms(whole, x, y)
    assert len(found) == 5, 'A net with five 3x3 convolutions must give five norms.'
    for value, gradient in zip(found, gradients):
        what = 'A norm in a net whose layers are not in the order of their names'
        checks.close(float(value), gradient.norm().item(), rtol=0.001, atol=1e-07, what=what)
    alone = nn.Conv2d(2, 3, 3)
    y = y.view(4, 1, 1)
    wanted = torch.autograd.grad(F.cross_entropy(alone(x[:, :, :3, :3]), y), alone.weight)
    found = gradient_norms(alone, x[:, :, :3, :3].contiguous(), y)
    assert len(found) == 1, 'A net that is itself a 3x3 convolution must give one norm.'
    checks.close(float(found[0]), wanted[0].norm().item(), rtol=0.001, atol=1e-06, what='Its norm')

@test_case(points=2, hidden=True, 
    failure_message="norms must hold what was measured for the network that each key names, and figure two panels with a logarithmic scale for the norm, labels on both axes and a legend. Each of the eight lists of norms is a line in one of them, with and without batch norm apart.")
def test_figure_shows_the_norms(figure, norms):
    from torchgrade import checks
    assert figure is not None, 'figure is not set yet.'
    panels = list(figure.axes)
    checks.equal(len(panels), 2, what='The number of panels of figure')
    shown = []
    for panel in panels:
        checks.equal(str(panel.get_yscale()), 'log', what='The scale of the norm in a panel')
        assert str(panel.get_xlabel()).strip() and str(panel.get_ylabel()).strip(), 'An axis of the figure has no label.'
        assert panel.get_legend() is not None, 'A panel has no legend.'
        lines = [(line.get_xdata(False), line.get_ydata()) for line in panel.get_lines()]
        shown.append([([float(v) for v in x], [float(v) for v in y]) for x, y in lines])
    for key, least, most in ((('plain', 20, True), 0.2, 30), (('plain', 56, True), 50, 30000.0), (('plain', 20, False), 1e-10, 1e-05), (('plain', 56, False), 0, 1e-17)):
        assert least <= max((float(v) for v in norms[key])) <= most, f'norms{list(key)} are not the norms of that network.'
    homes = {True: set(), False: set()}
    for (kind, layers, with_norm), values in norms.items():
        assert all((float(v) >= 0 for v in values)) and any((float(v) > 0 for v in values)), 'A norm in norms is negative, or all are zero.'
        here = []
        for i, lines in enumerate(shown):
            for places, line in lines:
                same = all((abs(a - b) <= 1e-05 * b for a, b in zip(line, values)))
                if len(line) == len(values) and same:
                    here.append(i)
                    steps = [b - a for a, b in zip(places, places[1:])]
                    assert min(steps) > 0 or max(steps) < 0, f'The line of norms[{kind!r}, {layers}, {with_norm}] does not go on from layer to layer.'
        assert here, f'norms[{kind!r}, {layers}, {with_norm}] is no line of the figure.'
        homes[bool(with_norm)].update(here)
    assert len(homes[True]) == 1 and len(homes[False]) == 1 and (homes[True] != homes[False]), 'The networks with batch norm belong into one panel, those without into the other.'

