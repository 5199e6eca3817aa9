from otter.test_files import test_case

OK_FORMAT = False

name = "q7_resnet20"
points = 11

@test_case(points=1, hidden=False, 
    failure_message="The network turns images (N, 3, 32, 32) into logits (N, num_classes), one image too.")
def test_logits_shape(ResNet20):
    import torch
    from torchgrade import checks
    for n in (2, 1):
        out = checks.output(ResNet20(), torch.ones(n, 3, 32, 32))
        what = f'The logits of ResNet20() for a batch of {n}'
        checks.tensor(out, shape=(n, 10), dtype=torch.float32, what=what)

@test_case(points=1, hidden=False, 
    failure_message="The depth of 20 is 19 convolutions of 3x3 pixels, of the widths of the table, and one fully connected layer.")
def test_twenty_layers(ResNet20):
    from torchgrade import checks
    weights = [value for value in checks.state(ResNet20()).values() if value.dim() > 1]
    sizes = {tuple(value.shape[2:]) for value in weights if value.dim() == 4}
    assert sizes <= {(1, 1), (3, 3)}, f'ResNet20() has convolutions with kernels {sorted(sizes)}: only 3x3 (and 1x1 in option B shortcuts) belong there.'
    widths = [len(value) for value in weights if tuple(value.shape[2:]) == (3, 3)]
    for width, count in ((16, 7), (32, 6), (64, 6)):
        what = f'The number of 3x3 convolutions of ResNet20() with {width} channels'
        checks.equal(widths.count(width), count, what=what)
    checks.equal(len(widths), 19, what='The number of 3x3 convolutions of ResNet20()')
    matrices = [tuple(value.shape) for value in weights if value.dim() == 2]
    checks.equal(matrices, [(10, 64)], what='The shapes of the weights of fully connected layers')

@test_case(points=1, hidden=True, 
    failure_message="The number of parameters is not that of ResNet-20 with option A or option B shortcuts.")
def test_parameter_count(ResNet20):
    from torchgrade import checks
    model = ResNet20()
    state = checks.state(model)
    norms = {name.rpartition('.')[0] for name in state if name.endswith('running_mean')}
    biases = sum((len(value) for name, value in state.items() if name.endswith('bias') and name.rpartition('.')[0] not in norms and (state[name[:-len('bias')] + 'weight'].dim() == 4)))
    total = checks.parameter_count(model, what='ResNet20()') - biases
    assert total in (269722, 272474), f'ResNet20() has {total:,} parameters (biases of convolutions not counted). Compare with resnet_parameters(3); only option B adds to it, at two blocks.'

@test_case(points=1, hidden=True, 
    failure_message="The fully connected layer sees 64 numbers for each image, and its output is the output of the network.")
def test_head_gives_logits(ResNet20):
    import torch
    from torchgrade import checks
    model = ResNet20()
    x = torch.randn(2, 3, 32, 32, generator=checks.generator('q7 head'))
    state = checks.state(model)
    heads = [name[:-len('weight')] for name, value in state.items() if value.dim() == 2]
    shapes = [tuple(state[name + 'weight'].shape) for name in heads]
    checks.equal(shapes, [(10, 64)], what='The shapes of the weights of fully connected layers')
    state[heads[0] + 'weight'].zero_()
    state[heads[0] + 'bias'].copy_(torch.arange(10) - 4.5)
    expected = (torch.arange(10) - 4.5).expand(2, 10)
    checks.close(checks.output(model, x, state=state), expected, what='The output when the last layer gives -4.5, -3.5, ..., 4.5', hint='Nothing may follow the fully connected layer: no softmax, no ReLU.')

@test_case(points=3, hidden=True, 
    failure_message="With the same weights your network computes something else than the ResNet-20 of He et al., section 4.2. Check strides, the order in the blocks, the stem and the pooling, and that no block object is used twice.")
def test_forward_as_in_the_paper(ResNet20):
    import torch
    from resnet_oracle import Layers, network_outputs, off, randomised
    from torchgrade import checks
    g = checks.generator('q7 forward')
    model = ResNet20()
    x = torch.randn(3, 3, 32, 32, generator=g)
    state = randomised(checks.state(model), g)
    layers = Layers(checks.layers(model, x), state, 'ResNet20()')
    for size in (1, 1000.0):
        wanted = network_outputs(layers, size * x)
        error = off(checks.output(model, size * x, state=state), wanted)
        assert error < 0.001, f'The logits are off by about {error:.2g} standard deviations.'
    wanted = network_outputs(layers, x)
    model.load_state_dict(state)
    model.eval()
    with torch.no_grad():
        out = checks.tensor(model(x[:1].clone()), shape=(1, 10), what='The logits of one image')
    error = off(out, [logits[:1] for logits in wanted])
    assert error < 0.001, 'After eval(), one image gets other logits than among others.'

@test_case(points=2, hidden=True, 
    failure_message="In training mode the network must compute the same, with the statistics of the whole batch in its batch norms, each time, and so must its gradients. Nothing else may depend on the mode, and nothing is dropped.")
def test_training_mode_as_in_the_paper(ResNet20):
    import torch
    from resnet_oracle import Layers, network_oracle, network_outputs, off, randomised
    from torchgrade import checks
    g = checks.generator('q7 training mode')
    model = ResNet20()
    x = torch.randn(4, 3, 32, 32, generator=g)
    state = randomised(checks.state(model), g)
    layers = Layers(checks.layers(model, x), state, 'ResNet20()', train=True)
    for images in (x, x[:1]):
        wanted = network_outputs(layers, images)
        for _ in range(3):
            error = off(checks.output(model, images, state=state, train=True), wanted)
            assert error < 0.01, f'The logits are off by {error:.2g} deviations in training mode.'
    model.load_state_dict(state)
    oracle = network_oracle(layers, x, checks.output(model, x, train=True))
    near = {'rtol': 1e-06, 'atol': 1e-08}
    checks.matches(model.double(), oracle, oracle.names, x.double(), what='ResNet20', **near)
    x = torch.randn(130, 3, 32, 32, generator=g)
    with torch.no_grad():
        wanted = oracle.float().train()(x)
    error = off(checks.output(model.float(), x, train=True), [wanted])
    assert error < 0.01, f'The logits of a large batch are off by {error:.2g} deviations.'

@test_case(points=1, hidden=True, 
    failure_message="Every weight must get a gradient, also those of the stem. How the images lie in memory does not matter, and two networks share nothing.")
def test_every_weight_learns(ResNet20):
    import torch
    from torchgrade import checks
    model = ResNet20()
    convolutions = [v for v in checks.state(model).values() if tuple(v.shape[2:]) == (3, 3)]
    assert len(convolutions) == 19, 'ResNet20() does not have 19 convolutions of 3x3 pixels.'
    x = torch.randn(4, 3, 32, 32, generator=checks.generator('q7 learns'))
    checks.trains(model, x, what='ResNet20')
    checks.any_layout(model.eval(), x, what='ResNet20')
    checks.separate(ResNet20, what='ResNet20')

@test_case(points=1, hidden=True, 
    failure_message="num_classes sets the width of the last layer and nothing else.")
def test_num_classes(ResNet20):
    import torch
    from torchgrade import checks
    for classes in (7, 1, 1000):
        model = ResNet20(num_classes=classes)
        state = checks.state(model)
        for name, value in state.items():
            if value.dim() == 2:
                value.zero_()
                state[name[:-len('weight')] + 'bias'].copy_(torch.arange(classes) - 4.5)
        out = checks.output(model, torch.ones(3, 3, 32, 32), state=state)
        checks.tensor(out, shape=(3, classes), what=f'The logits for {classes} classes')
        expected = (torch.arange(classes) - 4.5).expand(3, classes)
        what = f'The output for {classes} classes when the last layer gives -4.5, -3.5, ...'
        checks.close(out, expected, what=what, hint='Logits are asked for, whatever their number.')
        found = checks.parameter_count(ResNet20(classes)) - checks.parameter_count(ResNet20(5))
        what = f'The parameters of {classes} classes, less those of 5'
        checks.equal(found, 65 * (classes - 5), what=what)

