from otter.test_files import test_case

OK_FORMAT = False

name = "q7_resnet20"
points = 16

@test_case(points=1, hidden=False, 
    failure_message="The network turns images (N, 3, 32, 32) into logits (N, num_classes).")
def test_logits_shape(ResNet20):
    import torch
    from torchgrade import checks
    checks.tensor(checks.output(ResNet20(), torch.ones(2, 3, 32, 32)), shape=(2, 10), dtype=torch.float32, what='The logits of ResNet20()')

@test_case(points=2, hidden=False, 
    failure_message="The depth of 20 is 19 convolutions of 3x3 pixels and one fully connected layer.")
def test_twenty_layers(ResNet20):
    import torch
    from torchgrade import checks
    entries = checks.layers(ResNet20(), torch.ones(2, 3, 32, 32))
    kernels = [tuple(e['kernel_size']) for e in entries if e['type'] == 'Conv2d']
    checks.equal(kernels.count((3, 3)), 19, what='The number of 3x3 convolutions that ResNet20() runs')
    assert set(kernels) <= {(1, 1), (3, 3)}, f'ResNet20() runs convolutions with kernels {sorted(set(kernels))}: only 3x3 (and 1x1 in option B shortcuts) belong there.'
    checks.equal(sum((e['type'] == 'Linear' for e in entries)), 1, what='The number of fully connected layers that ResNet20() runs')

@test_case(points=2, hidden=True, 
    failure_message="The number of parameters is not that of ResNet-20 with option A or option B shortcuts.")
def test_parameter_count(ResNet20):
    import torch
    from torchgrade import checks
    model = ResNet20()
    entries = checks.layers(model, torch.ones(2, 3, 32, 32))
    biases = {e['name']: e['out_channels'] for e in entries if e['type'] == 'Conv2d' and e['bias']}
    total = checks.parameter_count(model, what='ResNet20()') - sum(biases.values())
    assert total in (269722, 272282, 272474), f'ResNet20() has {total:,} parameters (biases of convolutions not counted). Compare with resnet_parameters(3); only option B adds to it, at two blocks.'

@test_case(points=3, hidden=True, 
    failure_message="The widths must be 16, 32 and 64, and the stride of 2 must sit in the first convolution of the first block of stages 2 and 3.")
def test_widths_and_strides(ResNet20):
    import torch
    from torchgrade import checks
    entries = checks.layers(ResNet20(), torch.ones(2, 3, 32, 32))
    threes = [e for e in entries if e['type'] == 'Conv2d' and tuple(e['kernel_size']) == (3, 3)]
    widths = [16] * 7 + [32] * 6 + [64] * 6
    checks.equal([e['out_channels'] for e in threes], widths, what='The widths of the 3x3 convolutions, in the order in which they run')
    checks.equal([e['output_shape'][-1] for e in threes], [32] * 7 + [16] * 6 + [8] * 6, what='The map sizes behind the 3x3 convolutions, in the order in which they run')
    checks.equal([e['groups'] for e in threes], [1] * 19, what='The groups of the 3x3 convolutions')
    for e in entries:
        if e['type'] == 'Conv2d' and tuple(e['kernel_size']) == (1, 1):
            assert e['in_channels'] != e['out_channels'], 'A block that keeps its size has a 1x1 convolution in its shortcut: it must be the identity there.'

@test_case(points=1, hidden=True, 
    failure_message="Each layer must be an object of its own. A block object that is used twice shares its weights.")
def test_no_layer_is_used_twice(ResNet20):
    import torch
    from torchgrade import checks
    entries = checks.layers(ResNet20(), torch.ones(2, 3, 32, 32))
    names = [e['name'] for e in entries if e['type'] in ('Conv2d', 'BatchNorm2d', 'Linear')]
    assert names, 'ResNet20() runs no layers.'
    twice = sorted({name for name in names if names.count(name) > 1})
    assert not twice, f'These layers run more than once in a forward pass: {twice}'

@test_case(points=2, hidden=True, 
    failure_message="The fully connected layer sees 64 numbers for each image, and its output is the output of the network.")
def test_head_gives_logits(ResNet20):
    import torch
    from torchgrade import checks
    model = ResNet20()
    x = torch.randn(2, 3, 32, 32, generator=checks.generator('q7 head'))
    linear = [e for e in checks.layers(model, x) if e['type'] == 'Linear']
    checks.equal(len(linear), 1, what='The number of fully connected layers that ResNet20() runs')
    checks.equal(tuple(linear[0]['input_shape']), (2, 64), what='The shape of what the fully connected layer sees for 2 images')
    state = checks.state(model)
    state[linear[0]['name'] + '.weight'].zero_()
    state[linear[0]['name'] + '.bias'].copy_(torch.arange(10) - 4.5)
    expected = (torch.arange(10) - 4.5).expand(2, 10)
    checks.close(checks.output(model, x, state=state), expected, what='The output when the last layer gives -4.5, -3.5, ..., 4.5', hint='Nothing may follow the fully connected layer: no softmax, no ReLU.')

@test_case(points=4, hidden=True, 
    failure_message="With the same weights your network computes something else than the ResNet-20 of He et al., section 4.2. Check the order in the blocks, the stem and the pooling.")
def test_forward_as_in_the_paper(ResNet20):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    g = checks.generator('q7 forward')
    model = ResNet20()
    x = torch.randn(2, 3, 32, 32, generator=g)
    state = checks.state(model)
    entries = checks.layers(model, x)
    norms = {e['source']: e['name'] for e in entries if e['type'] == 'BatchNorm2d'}
    threes = [i for i, e in enumerate(entries) if e['type'] == 'Conv2d' and tuple(e['kernel_size']) == (3, 3)]
    ones = [i for i, e in enumerate(entries) if e['type'] == 'Conv2d' and tuple(e['kernel_size']) == (1, 1)]
    head = [e['name'] for e in entries if e['type'] == 'Linear']
    checks.equal(len(threes), 19, what='The number of 3x3 convolutions that ResNet20() runs')
    assert len(ones) in (0, 2) and len(head) == 1, f'ResNet20() runs {len(ones)} convolutions of 1x1 pixel and {len(head)} fully connected layers.'
    assert all((i in norms for i in threes)), 'A 3x3 convolution is not followed directly by batch norm.'
    dropout = sorted({e['type'] for e in entries if 'Dropout' in e['type']})
    assert not dropout, f'ResNet20() has layers that are not in its specification: {dropout}'
    for e in entries:
        if e['type'] == 'BatchNorm2d':
            for key, low in (('.weight', 0.5), ('.bias', -0.5), ('.running_mean', -0.5), ('.running_var', 0.5)):
                state[e['name'] + key].copy_(torch.rand(e['num_features'], generator=g) + low)

    def run(value, i, stride):
        conv, norm = (entries[i]['name'], norms.get(i))
        weight = state[conv + '.weight']
        value = F.conv2d(value, weight, state.get(conv + '.bias'), stride=stride, padding=weight.shape[-1] // 2)
        if norm is None:
            return value
        return F.batch_norm(value, state[norm + '.running_mean'], state[norm + '.running_var'], state[norm + '.weight'], state[norm + '.bias'])

    def network(front):
        value = torch.relu(run(x, threes[0], 1))
        for block in range(9):
            stride = 2 if block in (3, 6) else 1
            branch = run(torch.relu(run(value, threes[1 + 2 * block], stride)), threes[2 + 2 * block], 1)
            if stride == 2 and ones:
                value = run(value, ones[block // 3 - 1], 2)
            elif stride == 2:
                missing = branch.shape[1] - value.shape[1]
                before = int(front * missing)
                value = F.pad(value[:, :, ::2, ::2], (0, 0, 0, 0, before, missing - before))
            value = torch.relu(value + branch)
        return F.linear(value.mean(dim=(2, 3)), state[head[0] + '.weight'], state[head[0] + '.bias'])
    out = checks.tensor(checks.output(model, x, state=state), shape=(2, 10), what='The logits of ResNet20()')
    with torch.no_grad():
        errors = [(out - wanted).abs().max().item() / wanted.std().item() for wanted in map(network, (0.0, 0.5, 1.0))]
    assert min(errors) < 0.001, f'The logits differ from those of the network of the paper with the same weights, by about {min(errors):.2g} standard deviations.'

@test_case(points=1, hidden=True, 
    failure_message="num_classes sets the width of the last layer and nothing else.")
def test_num_classes(ResNet20):
    import torch
    from torchgrade import checks
    checks.tensor(checks.output(ResNet20(num_classes=7), torch.ones(3, 3, 32, 32)), shape=(3, 7), what='The logits of ResNet20(num_classes=7)')
    difference = checks.parameter_count(ResNet20(10)) - checks.parameter_count(ResNet20(7))
    checks.equal(difference, 195, what='The number of parameters that three classes add')

