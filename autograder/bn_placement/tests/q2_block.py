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
    import torch.nn.functional as F
    g = checks.generator('q2 order')
    x = torch.randn(4, 3, 6, 6, generator=g)
    block = ConvBNReLU(3, 8)
    state = dict(block.state_dict())
    kernels = [name for name, value in state.items() if value.dim() == 4]
    checks.equal(len(kernels), 1, what='the number of kernels of ConvBNReLU(3, 8)')
    state[kernels[0]] = torch.randn(8, 3, 3, 3, generator=g)
    block.load_state_dict(state)
    z = F.conv2d(x, state[kernels[0]], padding=1)
    expected = F.relu(F.batch_norm(z, None, None, training=True, eps=1e-05))
    checks.close(block.train()(x.clone()).detach(), expected, rtol=0.001, atol=0.0001, what='the output of ConvBNReLU(3, 8) in training mode')
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
        state = dict(block.state_dict())
        name = [key for key, value in state.items() if value.dim() == 4][0]
        state[name] = torch.randn(6, 3, 3, 3, generator=g, dtype=torch.float64)
        block.load_state_dict(state)
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
    import torch
    g = checks.generator('q2 parameters')
    for inputs, outputs, stride, count in ((3, 8, 1, 232), (16, 4, 2, 584)):
        block = ConvBNReLU(inputs, outputs, stride=stride)
        name = f'ConvBNReLU({inputs}, {outputs}, stride={stride})'
        checks.parameter_count(block, exactly=count, what=name)
        out = block(torch.randn(4, inputs, 6, 6, generator=g))
        (out * torch.randn(out.shape, generator=g)).sum().backward()
        parameters = list(block.parameters())
        checks.equal(sum((p.numel() for p in parameters)), count, what='the number of parameters of ' + name)
        used = [p.grad is not None and bool(p.grad.any()) for p in parameters]
        checks.equal(all(used), True, what='whether all parameters of ' + name + ' matter to its output')

@test_case(points=1, hidden=True, 
    failure_message="The running statistics must move with each forward pass in training mode, and stay put in evaluation mode.")
def test_block_running_statistics(ConvBNReLU):
    from torchgrade import checks
    import torch
    x = 1 + 2 * torch.randn(4, 3, 6, 6, generator=checks.generator('q2 buffers'))
    block = ConvBNReLU(3, 8)
    fresh = block.eval()(x.clone()).detach()
    block.train()(x.clone())
    moved, again = (block.eval()(x.clone()).detach() for _ in range(2))
    assert not torch.allclose(fresh, moved), 'After a forward pass in training mode evaluation mode gives what it gave before.'
    checks.close(again, moved, what='the output of a second forward pass in evaluation mode')
    checks.buffers_move_in_train(ConvBNReLU(3, 8), x)
    checks.buffers_kept_in_eval(ConvBNReLU(3, 8), x)

