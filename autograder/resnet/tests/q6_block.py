from otter.test_files import test_case

OK_FORMAT = False

name = "q6_block"
points = 14

@test_case(points=1, hidden=False, 
    failure_message="A block keeps height and width at stride 1 and halves them at stride 2.")
def test_block_shapes(BasicBlock):
    import torch
    from torchgrade import checks
    checks.tensor(checks.output(BasicBlock(16, 16), torch.ones(2, 16, 8, 8)), shape=(2, 16, 8, 8), what='The output of BasicBlock(16, 16)')
    checks.tensor(checks.output(BasicBlock(16, 32, 2), torch.ones(2, 16, 8, 8)), shape=(2, 32, 4, 4), what='The output of BasicBlock(16, 32, 2)')
    checks.tensor(checks.output(BasicBlock(4, 6, stride=2), torch.ones(1, 4, 7, 5)), shape=(1, 6, 4, 3), what='The output of BasicBlock(4, 6, stride=2) for 7 x 5 pixels')

@test_case(points=2, hidden=False, 
    failure_message="The order must be conv - BN - ReLU - conv - BN - add - ReLU.")
def test_block_layer_order(BasicBlock):
    import torch
    from torchgrade import checks
    order = ['Conv2d', 'BatchNorm2d', 'ReLU', 'Conv2d', 'BatchNorm2d', 'Add', 'ReLU']
    checks.layer_order(BasicBlock(4, 4), torch.ones(2, 4, 8, 8), order, what='BasicBlock(4, 4)', hint='The second batch norm is followed by the addition, and the last ReLU comes after it.')

@test_case(points=2, hidden=True, 
    failure_message="A block has two 3x3 convolutions and two batch norms with the right widths, the stride in the first one, and nothing more. Only a block that changes the size may have a 1x1 convolution.")
def test_block_parameters(BasicBlock):
    import torch
    from torchgrade import checks
    for a, b, stride, accepted in ((16, 16, 1, {4672}), (16, 32, 2, {13952, 13952 + 512, 13952 + 512 + 64})):
        block = BasicBlock(a, b, stride)
        entries = checks.layers(block, torch.ones(2, a, 8, 8))
        biases = sum((e['out_channels'] for e in entries if e['type'] == 'Conv2d' and e['bias']))
        total = checks.parameter_count(block, what=f'BasicBlock({a}, {b}, {stride})') - biases
        assert total in accepted, f'BasicBlock({a}, {b}, {stride}) has {total:,} parameters (biases of convolutions not counted). Compare with your numbers of question 1.'
        strides = [tuple(e['stride']) for e in entries if e['type'] == 'Conv2d' and tuple(e['kernel_size']) == (3, 3)]
        checks.equal(strides, [(stride, stride), (1, 1)], what=f'The strides of the 3x3 convolutions of BasicBlock({a}, {b}, {stride})')

@test_case(points=3, hidden=True, 
    failure_message="With a branch that gives a constant c the block must return ReLU(x + c). Look at the shortcut and at the place of the last ReLU.")
def test_block_with_constant_branch(BasicBlock):
    import torch
    from torchgrade import checks
    g = checks.generator('q6 constant branch')
    block = BasicBlock(5, 5)
    x = torch.randn(3, 5, 6, 6, generator=g)
    for constant in (0.0, -0.3):
        state = checks.state(block)
        assert state, 'BasicBlock(5, 5) has no layers.'
        for name, value in state.items():
            if name.endswith('weight'):
                value.fill_(0.0)
            elif name.endswith('bias'):
                value.fill_(constant)
        out = checks.output(block, x, state=state)
        checks.close(out, torch.relu(x + constant), what=f'The output of a block with a branch that is {constant} everywhere')

@test_case(points=3, hidden=True, 
    failure_message="The output of a block without a change of size differs from ReLU(x + BN(conv(ReLU(BN(conv(x)))))).")
def test_identity_block_values(BasicBlock):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    g = checks.generator('q6 identity values')
    block = BasicBlock(6, 6)
    x = torch.randn(3, 6, 8, 7, generator=g)
    state = checks.state(block)
    for name, value in state.items():
        if value.dim() == 1:
            random = torch.rand(value.shape, generator=g)
            value.copy_(random + 0.5 if name.endswith(('weight', 'running_var')) else random - 0.5)
    entries = checks.layers(block, x)
    norms = {e['source']: e['name'] for e in entries if e['type'] == 'BatchNorm2d'}
    convs = [i for i, e in enumerate(entries) if e['type'] == 'Conv2d']
    checks.equal(len(convs), 2, what='The number of convolutions that BasicBlock(6, 6) runs')
    branch = x
    for i in convs:
        assert i in norms, 'A convolution of the block is not followed directly by batch norm.'
        conv, norm = (entries[i]['name'], norms[i])
        branch = F.conv2d(branch, state[conv + '.weight'], state.get(conv + '.bias'), padding=1)
        branch = F.batch_norm(branch, state[norm + '.running_mean'], state[norm + '.running_var'], state[norm + '.weight'], state[norm + '.bias'])
        branch = torch.relu(branch) if i == convs[0] else branch
    checks.close(checks.output(block, x, state=state), torch.relu(x + branch), rtol=0.0001, atol=0.0001, what='The output of BasicBlock(6, 6) in eval mode')

@test_case(points=2, hidden=True, 
    failure_message="In a block that changes the size, x goes through option A (every second pixel, zero channels) or option B (1x1 convolution with the stride, batch norm) and is added to the branch before the last ReLU.")
def test_widening_block_values(BasicBlock):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    g = checks.generator('q6 widening values')
    block = BasicBlock(4, 10, 2)
    x = torch.randn(3, 4, 8, 6, generator=g)
    state = checks.state(block)
    for name, value in state.items():
        if value.dim() == 1:
            random = torch.rand(value.shape, generator=g)
            value.copy_(random + 0.5 if name.endswith(('weight', 'running_var')) else random - 0.5)
    entries = checks.layers(block, x)
    norms = {e['source']: e['name'] for e in entries if e['type'] == 'BatchNorm2d'}

    def run(value, i, stride):
        conv, norm = (entries[i]['name'], norms.get(i))
        weight = state[conv + '.weight']
        value = F.conv2d(value, weight, state.get(conv + '.bias'), stride=stride, padding=weight.shape[-1] // 2)
        if norm is None:
            return value
        return F.batch_norm(value, state[norm + '.running_mean'], state[norm + '.running_var'], state[norm + '.weight'], state[norm + '.bias'])
    threes = [i for i, e in enumerate(entries) if e['type'] == 'Conv2d' and tuple(e['kernel_size']) == (3, 3)]
    ones = [i for i, e in enumerate(entries) if e['type'] == 'Conv2d' and tuple(e['kernel_size']) == (1, 1)]
    checks.equal(len(threes), 2, what='The number of 3x3 convolutions that BasicBlock(4, 10, 2) runs')
    assert len(ones) <= 1, f'BasicBlock(4, 10, 2) runs {len(ones)} convolutions of 1x1 pixel.'
    assert all((i in norms for i in threes)), 'A 3x3 convolution of the block is not followed directly by batch norm.'
    branch = run(torch.relu(run(x, threes[0], 2)), threes[1], 1)
    if ones:
        shortcuts = [run(x, ones[0], 2)]
    else:
        shortcuts = [F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, front, 6 - front)) for front in range(7)]
    out = checks.tensor(checks.output(block, x, state=state), shape=(3, 10, 4, 3), what='The output of BasicBlock(4, 10, 2)')
    errors = [(out - torch.relu(branch + shortcut)).abs().max().item() for shortcut in shortcuts]
    assert min(errors) < 0.0001, f'The output of BasicBlock(4, 10, 2) in eval mode is off by about {min(errors):.2g}: neither option A nor option B.'

@test_case(points=1, hidden=True, 
    failure_message="The shortcut must change the size whenever x and the branch differ, in the channels alone, in height and width alone, or in both.")
def test_block_changes_one_size_alone(BasicBlock):
    import torch
    from torchgrade import checks
    g = checks.generator('q6 sizes')
    for a, b, stride, shape in ((4, 10, 1, (2, 10, 8, 6)), (6, 6, 2, (2, 6, 4, 3))):
        x = torch.randn(2, a, 8, 6, generator=g)
        out = checks.tensor(BasicBlock(a, b, stride)(x.clone()), shape=shape, what=f'The output of BasicBlock({a}, {b}, {stride})')
        assert not torch.equal(out[0], out[1]), f'BasicBlock({a}, {b}, {stride}) gives the same for two different images.'

