from otter.test_files import test_case

OK_FORMAT = False

name = "q2_block"
points = 9

@test_case(points=1, hidden=False, 
    failure_message="Padding 1 keeps height and width at stride 1 and halves them, rounded up, at stride 2.")
def test_block_shapes(ConvBNReLU):
    from torchgrade import checks
    import torch
    x = torch.randn(4, 3, 10, 7, generator=checks.generator('q2 shapes'))
    checks.tensor(ConvBNReLU(3, 8)(x.clone()), shape=(4, 8, 10, 7), what='the output of ConvBNReLU(3, 8)')
    checks.tensor(ConvBNReLU(3, 5, stride=2)(x.clone()), shape=(4, 5, 5, 4), what='the output of ConvBNReLU(3, 5, stride=2)')

@test_case(points=3, hidden=True, 
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
    leaf = x.clone().requires_grad_()
    z = F.conv2d(leaf, state[kernels[0]], padding=1)
    expected = F.relu(F.batch_norm(z, None, None, training=True, eps=1e-05))
    checks.close(block.train()(x.clone()).detach(), expected.detach(), rtol=0.001, atol=0.0001, what='the output of ConvBNReLU(3, 8) in training mode')
    dout = torch.randn(expected.shape, generator=g)
    dx, = torch.autograd.grad(expected, leaf, dout)
    out, given = checks.input_gradient(block.train(), x, dout, what='ConvBNReLU(3, 8)')
    checks.close(given, dx, rtol=0.001, atol=0.001, what='the gradient that ConvBNReLU(3, 8) passes back to its input')

@test_case(points=2, hidden=True, 
    failure_message="In training mode the block must return relu of the normalized convolution, in evaluation mode with the running statistics.")
def test_block_values(ConvBNReLU):
    from torchgrade import checks
    import torch
    import torch.nn.functional as F
    g = checks.generator('q2 values')
    sizes = ((3, 6, 1, 7, 6), (3, 6, 2, 7, 6), (2, 3, 3, 7, 6), (4, 4, 1, 7, 6), (1, 3, 7, 40, 9), (70, 5, 5, 3, 12), (2, 260, 1, 2, 3))
    for inputs, outputs, stride, height, width in sizes:
        block = ConvBNReLU(inputs, outputs, stride=stride).double()
        state = dict(block.state_dict())
        name = [key for key, value in state.items() if value.dim() == 4][0]
        state[name] = torch.randn(outputs, inputs, 3, 3, generator=g, dtype=torch.float64)
        gamma, beta = (torch.ones(outputs, dtype=torch.float64), torch.zeros(outputs, dtype=torch.float64))
        pair = [key for key, value in block.named_parameters() if value.dim() == 1]
        if len(pair) == 2:
            first, second = sorted(pair, key=lambda key: -float(state[key].sum()))
            gamma = state[first] = 3000 * torch.randn(outputs, generator=g, dtype=torch.float64)
            beta = state[second] = torch.randn(outputs, generator=g, dtype=torch.float64)
        block.load_state_dict(state)
        weight, bias = (state[name], state.get(name[:-len('weight')] + 'bias') if name.endswith('weight') else None)
        running_mean, running_var = (torch.zeros(outputs, dtype=torch.float64), torch.ones(outputs, dtype=torch.float64))
        x = torch.randn(2, inputs, height, width, generator=g, dtype=torch.float64)
        z = F.conv2d(x, weight, bias, stride=stride, padding=1)
        expected = F.relu(F.batch_norm(z, running_mean, running_var, gamma, beta, training=False, eps=1e-05))
        checks.close(block.eval()(x.clone()).detach(), expected, what='the output of a fresh block in evaluation mode')
        block.train()
        for images in (5, 1, 2, 70):
            x = 2 + 3 * torch.randn(images, inputs, height, width, generator=g, dtype=torch.float64)
            with torch.set_grad_enabled(images != 2):
                out = checks.unchanged(block, x)
            z = F.conv2d(x, weight, bias, stride=stride, padding=1)
            expected = F.relu(F.batch_norm(z, running_mean, running_var, gamma, beta, training=True, momentum=0.1, eps=1e-05))
            checks.close(out.detach(), expected, what='the output in training mode, stride ' + str(stride))
        for images in (2, 1):
            x = 2 + 3 * torch.randn(images, inputs, height, width, generator=g, dtype=torch.float64)
            z = F.conv2d(x, weight, bias, stride=stride, padding=1)
            expected = F.relu(F.batch_norm(z, running_mean, running_var, gamma, beta, training=False, eps=1e-05))
            out = block.eval()(x.clone())
            checks.close(out.detach(), expected, what='the output in evaluation mode, stride ' + str(stride))
    x = torch.randn(4, 3, 7, 6, generator=g)
    block = ConvBNReLU(3, 6, stride=2).eval()
    checks.any_dtype(block, x, ulps=32, what='the block in evaluation mode')
    checks.any_layout(block, x, what='the block in evaluation mode')
    checks.any_batch(block, x, what='the block in evaluation mode')
    checks.stateless(block, x, then=(1 - 2 * x,), what='the block in evaluation mode')
    checks.input_gradient(block, x, what='the block in evaluation mode')

@test_case(points=2, hidden=True, 
    failure_message="A block has the 9 * in * out weights of the convolution and gamma and beta of each output channel, nothing else, and shares them with no other block.")
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
        x = torch.randn(4, inputs, 6, 6, generator=g)
        checks.trains(ConvBNReLU(inputs, outputs, stride=stride), x, what=name)
        checks.separate(ConvBNReLU, inputs, outputs, stride, x=x, what=name)

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

