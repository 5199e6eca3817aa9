from otter.test_files import test_case

OK_FORMAT = False

name = "q2_block"
points = 12

@test_case(points=2, hidden=False, 
    failure_message="Padding 1 keeps height and width at stride 1 and halves them, rounded up, at stride 2.")
def test_block_shapes(ConvBNReLU):
    from torchgrade import checks
    import torch
    x = torch.randn(4, 3, 10, 7, generator=checks.generator('q2 shapes'))
    checks.tensor(ConvBNReLU(3, 8)(x.clone()), shape=(4, 8, 10, 7), what='the output of ConvBNReLU(3, 8)')
    checks.tensor(ConvBNReLU(3, 5, stride=2)(x.clone()), shape=(4, 5, 5, 4), what='the output of ConvBNReLU(3, 5, stride=2)')

@test_case(points=4, hidden=True, 
    failure_message="The three layers must run in the order convolution, batch norm, ReLU.")
def test_block_order(ConvBNReLU):
    from torchgrade import checks
    import torch
    x = torch.randn(4, 3, 6, 6, generator=checks.generator('q2 order'))
    checks.layer_order(ConvBNReLU(3, 8), x, ['Conv2d', 'BatchNorm2d', 'ReLU'], what='ConvBNReLU(3, 8)')

@test_case(points=3, hidden=True, 
    failure_message="In training mode the block must return relu of the normalized convolution, in evaluation mode with the running statistics.")
def test_block_values(ConvBNReLU):
    from torchgrade import checks
    import torch
    import torch.nn.functional as F
    g = checks.generator('q2 values')
    for stride in (1, 2):
        block = ConvBNReLU(3, 6, stride=stride).double()
        state = checks.state(block)
        name = [key for key, value in state.items() if value.dim() == 4][0]
        weight, bias = (state[name], state.get(name[:-len('weight')] + 'bias'))
        running_mean, running_var = (torch.zeros(6, dtype=torch.float64), torch.ones(6, dtype=torch.float64))
        for _ in range(2):
            x = 2 + 3 * torch.randn(5, 3, 7, 6, generator=g, dtype=torch.float64)
            out = block(x.clone())
            z = F.conv2d(x, weight, bias, stride=stride, padding=1)
            expected = F.relu(F.batch_norm(z, running_mean, running_var, training=True, momentum=0.1, eps=1e-05))
            checks.close(out.detach(), expected, what='the output in training mode, stride ' + str(stride))
        x = 2 + 3 * torch.randn(2, 3, 7, 6, generator=g, dtype=torch.float64)
        z = F.conv2d(x, weight, bias, stride=stride, padding=1)
        expected = F.relu(F.batch_norm(z, running_mean, running_var, training=False, eps=1e-05))
        out = block.eval()(x.clone())
        checks.close(out.detach(), expected, what='the output in evaluation mode, stride ' + str(stride))

@test_case(points=2, hidden=True, 
    failure_message="A block has the 9 * in * out weights of the convolution and gamma and beta of each output channel, nothing else.")
def test_block_parameters(ConvBNReLU):
    from torchgrade import checks
    checks.parameter_count(ConvBNReLU(3, 8), exactly=232, what='ConvBNReLU(3, 8)')
    checks.parameter_count(ConvBNReLU(16, 4, stride=2), exactly=584, what='ConvBNReLU(16, 4, stride=2)')

@test_case(points=1, hidden=True, 
    failure_message="The running statistics must move with each forward pass in training mode, and stay put in evaluation mode.")
def test_block_running_statistics(ConvBNReLU):
    from torchgrade import checks
    import torch
    x = 1 + 2 * torch.randn(4, 3, 6, 6, generator=checks.generator('q2 buffers'))
    checks.buffers_move_in_train(ConvBNReLU(3, 8), x)
    checks.buffers_kept_in_eval(ConvBNReLU(3, 8), x)

