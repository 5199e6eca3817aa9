from otter.test_files import test_case

OK_FORMAT = False

name = "q6_block"
points = 11

@test_case(points=1, hidden=False, 
    failure_message="A block keeps height and width at stride 1 and halves them at stride 2.")
def test_block_shapes(BasicBlock):
    import torch
    from torchgrade import checks
    out = checks.output(BasicBlock(16, 16), torch.ones(2, 16, 8, 8))
    checks.tensor(out, shape=(2, 16, 8, 8), what='The output of BasicBlock(16, 16)')
    out = checks.output(BasicBlock(16, 32, 2), torch.ones(2, 16, 8, 8))
    checks.tensor(out, shape=(2, 32, 4, 4), what='The output of BasicBlock(16, 32, 2)')
    out = checks.output(BasicBlock(4, 6, stride=2), torch.ones(1, 4, 7, 5))
    what = 'The output of BasicBlock(4, 6, stride=2) for one image of 7 x 5 pixels'
    checks.tensor(out, shape=(1, 6, 4, 3), what=what)

@test_case(points=1, hidden=False, 
    failure_message="When the branch gives zero, the block must return ReLU(x). The second batch norm is followed by the addition, and the last ReLU comes after it.")
def test_block_with_zero_branch(BasicBlock):
    import torch
    from torchgrade import checks
    block = BasicBlock(5, 5)
    x = torch.randn(3, 5, 6, 6, generator=checks.generator('q6 zero branch'))
    state = {name: torch.zeros_like(value) for name, value in checks.state(block).items()}
    assert len(state) > 0, 'BasicBlock(5, 5) has no layers yet.'
    out = checks.output(block, x, state=state)
    checks.close(out, torch.relu(x), what='The output of a block whose weights are all zero')

@test_case(points=1, hidden=True, 
    failure_message="With a branch that gives a constant c the block must return ReLU(x + c), and the gradient must flow back through the shortcut. Look at the shortcut and at the place of the last ReLU.")
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
        what = f'The output of a block with a branch that is {constant} everywhere'
        checks.close(out, torch.relu(x + constant), what=what)
        block.load_state_dict(state)
        _, gradient = checks.input_gradient(block.eval(), x, what='BasicBlock')
        what = f'The gradient of the sum of its output, with a branch of {constant}'
        checks.close(gradient, (x + constant > 0).float(), what=what)

@test_case(points=1, hidden=True, 
    failure_message="A block has two 3x3 convolutions and two batch norms with the right widths and nothing more. Only a block that changes the size may have a 1x1 convolution.")
def test_block_parameters(BasicBlock):
    from torchgrade import checks
    widening = {13952, 13952 + 512 + 64}
    for a, b, stride, accepted in ((16, 16, 1, {4672}), (16, 32, 2, widening)):
        what = f'BasicBlock({a}, {b}, {stride})'
        state = checks.state(BasicBlock(a, b, stride))
        norms = {name.rpartition('.')[0] for name in state if name.endswith('running_mean')}
        biases = sum((len(value) for name, value in state.items() if name.endswith('bias') and name.rpartition('.')[0] not in norms))
        total = checks.parameter_count(BasicBlock(a, b, stride), what=what) - biases
        assert total in accepted, f'{what} has {total:,} parameters (biases of convolutions not counted). Compare with your numbers of question 1.'

@test_case(points=2, hidden=True, 
    failure_message="The output of a block without a change of size differs from ReLU(x + BN(conv(ReLU(BN(conv(x)))))).")
def test_identity_block_values(BasicBlock):
    import torch
    from resnet_oracle import Layers, block_outputs, off, randomised
    from torchgrade import checks
    g = checks.generator('q6 identity values')
    cases = ((3, 6, 8, 7, 1), (1, 4, 5, 5, 10000.0), (70, 2, 3, 3, 1), (1, 80, 4, 4, 1), (9, 5, 1, 1, 1))
    for n, channels, height, width, size in cases:
        block = BasicBlock(channels, channels)
        x = size * torch.randn(n, channels, height, width, generator=g)
        state = randomised(checks.state(block), g)
        what = f'BasicBlock({channels}, {channels})'
        wanted = block_outputs(Layers(checks.layers(block, x), state, what), x, 1)
        out = checks.output(block, x, state=state)
        error = off(out, wanted)
        assert error < 0.0001, f'{what} is off by {error:.2g} standard deviations in eval mode.'

@test_case(points=2, hidden=True, 
    failure_message="In a block that changes the size, x goes through option A (every stride-th pixel, zero channels) or option B (1x1 convolution with the stride, and its batch norm) and is added to the branch before the last ReLU. The stride belongs to the first 3x3 convolution.")
def test_widening_block_values(BasicBlock):
    import torch
    from resnet_oracle import Layers, block_outputs, off, randomised
    from torchgrade import checks
    g = checks.generator('q6 widening values')
    for a, b, stride, shape, size in ((4, 10, 2, (3, 4, 8, 6), 1), (4, 6, 3, (1, 4, 7, 8), 10000.0), (3, 4, 6, (2, 3, 15, 8), 1), (3, 5, 2, (6, 3, 2, 2), 1)):
        block = BasicBlock(a, b, stride)
        x = size * torch.randn(shape, generator=g)
        state = randomised(checks.state(block), g)
        what = f'BasicBlock({a}, {b}, {stride})'
        wanted = block_outputs(Layers(checks.layers(block, x), state, what), x, stride)
        out = checks.output(block, x, state=state)
        error = off(out, wanted)
        assert error < 0.0001, f'{what} gives neither what option A nor what option B gives.'

@test_case(points=1, hidden=True, 
    failure_message="The shortcut must change the size whenever x and the branch differ, in the channels alone, in height and width alone, or in both.")
def test_block_changes_one_size_alone(BasicBlock):
    import torch
    from resnet_oracle import Layers, block_outputs, off
    from torchgrade import checks
    g = checks.generator('q6 sizes')
    for a, b, stride in ((4, 10, 1), (6, 6, 2)):
        block = BasicBlock(a, b, stride)
        x = torch.randn(2, a, 8, 6, generator=g)
        what = f'BasicBlock({a}, {b}, {stride})'
        layers = Layers(checks.layers(block, x), checks.state(block), what)
        error = off(checks.output(block, x), block_outputs(layers, x, stride))
        assert error < 0.0001, f'{what} gives neither what option A nor what option B gives.'

@test_case(points=1, hidden=True, 
    failure_message="In training mode the block must compute the same with the statistics of the batch. Batch norm belongs behind both convolutions, and nothing else may depend on the mode.")
def test_block_in_training_mode(BasicBlock):
    import torch
    from resnet_oracle import Layers, block_outputs, off, randomised
    from torchgrade import checks
    g = checks.generator('q6 training mode')
    for images, a, b, stride in ((4, 5, 5, 1), (4, 4, 6, 2), (1, 5, 5, 1)):
        block = BasicBlock(a, b, stride)
        x = torch.randn(images, a, 7, 6, generator=g)
        state = randomised(checks.state(block), g)
        what = f'BasicBlock({a}, {b}, {stride})'
        layers = Layers(checks.layers(block, x), state, what, train=True)
        wanted = block_outputs(layers, x, stride)
        for _ in range(3):
            error = off(checks.output(block, x, state=state, train=True), wanted)
            assert error < 0.0001, f'{what} is off by {error:.2g} deviations in training mode.'

@test_case(points=1, hidden=True, 
    failure_message="Every weight of a block must get its gradient, and so must x, which stays as it is, however it lies in memory and whatever its dtype. Two blocks share nothing.")
def test_block_learns(BasicBlock):
    import torch
    from resnet_oracle import Layers, block_oracle, randomised
    from torchgrade import checks
    g = checks.generator('q6 learns')
    for a, b, stride in ((5, 5, 1), (4, 6, 2)):
        block = BasicBlock(a, b, stride)
        x = torch.randn(4, a, 6, 6, generator=g)
        checks.unchanged(block, x, what='BasicBlock')
        convolutions = [v for v in checks.state(block).values() if v.dim() == 4]
        assert len(convolutions) >= 2, f'BasicBlock({a}, {b}, {stride}) has too few convolutions.'
        checks.trains(block, x, what='BasicBlock')
        checks.any_layout(block.eval(), x, what='BasicBlock')
        checks.any_dtype(block, x, ulps=32, what='BasicBlock')
        state = randomised(checks.state(block), g)
        block.load_state_dict(state)
        layers = Layers(checks.layers(block, x), state, 'BasicBlock')
        oracle = block_oracle(layers, x, stride, checks.output(block, x))
        x = torch.randn(5, a, 6, 7, generator=g, dtype=torch.float64)
        near = {'rtol': 1e-06, 'atol': 1e-08}
        checks.matches(block.double(), oracle, oracle.names, x, what='BasicBlock', **near)
    checks.separate(BasicBlock, 4, 6, 2, what='BasicBlock')

