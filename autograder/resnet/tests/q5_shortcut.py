from otter.test_files import test_case

OK_FORMAT = False

name = "q5_shortcut"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="The shape must be (N, out_channels, ceil(H / stride), ceil(W / stride)).")
def test_shortcut_shapes(shortcut_a):
    import torch
    from torchgrade import checks
    out = shortcut_a(torch.ones(2, 16, 32, 32), 32, 2)
    checks.tensor(out, shape=(2, 32, 16, 16), what='shortcut_a(x, 32, 2)')
    out = shortcut_a(torch.ones(1, 3, 7, 5), 4, 2)
    checks.tensor(out, shape=(1, 4, 4, 3), what='shortcut_a(x, 4, 2) for 7 x 5 pixels')

@test_case(points=2, hidden=True, 
    failure_message="The output must hold every stride-th pixel of x, for any stride, in neighbouring channels in their order, and zeros in all the other channels.")
def test_shortcut_values(shortcut_a):
    import torch
    from torchgrade import checks
    g = checks.generator('q5 values')
    cases = ((2, 4, 8, 2, 8, 6), (1, 3, 7, 2, 7, 5), (3, 5, 6, 1, 4, 4), (2, 3, 3, 2, 6, 6), (2, 3, 6, 3, 8, 7), (1, 2, 2, 3, 5, 9), (2, 2, 5, 4, 9, 4), (1, 1, 4, 2, 1, 1), (1, 2, 3, 5, 11, 12), (1, 1, 2, 7, 40, 8), (1, 2, 4, 9, 6, 7), (1, 1, 2, 16, 6, 70), (1, 3, 150, 2, 4, 4), (1, 130, 131, 3, 4, 4), (70, 1, 2, 2, 3, 3))
    for n, channels, out_channels, stride, height, width in cases:
        x = torch.randn(n, channels, height, width, generator=g).pow(7)
        wanted = x[:, :, ::stride, ::stride].clone()
        out = shortcut_a(x.clone(), out_channels, stride)
        case = f'shortcut_a for {channels} -> {out_channels} channels, stride {stride}'
        shape = (n, out_channels, *wanted.shape[2:])
        checks.tensor(out, shape=shape, dtype=torch.float32, what=case)
        fits = []
        for front in range(out_channels - channels + 1):
            inside = out[:, front:front + channels]
            rest = torch.cat([out[:, :front], out[:, front + channels:]], dim=1)
            fits.append(torch.equal(inside, wanted) and (not bool(rest.any())))
        assert any(fits), f'{case}: the output does not consist of the pixels of x in rows and columns 0, {stride}, {2 * stride}, ... and of channels of zeros.'
    x = torch.ones(1, 1, 4, 4)
    x[0, 0, 2, 2] = float('nan')
    assert bool(shortcut_a(x, 3, 2).isnan().any()), 'shortcut_a: a pixel that is NaN should stay as it is, to be seen.'

@test_case(points=1, hidden=True, 
    failure_message="Where neither the channels nor the size change, the shortcut is the identity. Leave x as it is.")
def test_shortcut_is_identity_without_change(shortcut_a):
    import torch
    from torchgrade import checks
    g = checks.generator('q5 identity')
    x = torch.randn(2, 5, 6, 7, generator=g, dtype=torch.float64)
    expected = x.clone()
    checks.close(shortcut_a(x, 5), expected, what='shortcut_a(x, 5) for 5 channels')
    out = checks.unchanged(shortcut_a, x.clone(), 8, 2, what='shortcut_a(x, 8, 2)')
    checks.tensor(out, shape=(2, 8, 3, 4), what='shortcut_a(x, 8, 2)')
    assert bool(out.any()), 'shortcut_a(x, 8, 2) is zero everywhere: nothing of x is in it.'

@test_case(points=2, hidden=True, 
    failure_message="The gradient must flow back through the shortcut, with 1 at each pixel that was taken and 0 at the others.")
def test_shortcut_passes_the_gradient(shortcut_a):
    import torch
    from torchgrade import checks
    g = checks.generator('q5 gradient')
    for channels, stride in ((6, 2), (3, 3), (3, 1), (4, 5)):
        x = torch.randn(2, 3, 5, 6, generator=g, dtype=torch.float64, requires_grad=True)
        out = shortcut_a(x, channels, stride)
        assert isinstance(out, torch.Tensor) and out.requires_grad, 'The output of shortcut_a is cut off from x: no gradient can flow back.'
        gradient, = torch.autograd.grad(out.sum(), x)
        expected = torch.zeros(2, 3, 5, 6, dtype=torch.float64)
        expected[:, :, ::stride, ::stride] = 1
        checks.close(gradient, expected, what='The gradient of the sum of the output')
        gradient, = torch.autograd.grad(1000.0 * shortcut_a(x, channels, stride).sum(), x)
        what = 'The gradient of a thousand times the sum of the output'
        checks.close(gradient, 1000.0 * expected, what=what)

@test_case(points=1, hidden=True, 
    failure_message="The dtype of the output is that of x, also bfloat16 and float64, and how x lies in memory does not matter. Two calls have nothing to do with each other.")
def test_shortcut_takes_every_dtype_and_layout(shortcut_a):
    import torch
    from torchgrade import checks
    g = checks.generator('q5 dtypes')
    x = torch.randn(2, 3, 6, 5, generator=g)
    out = checks.tensor(shortcut_a(x, 5, 2), shape=(2, 5, 3, 3), what='shortcut_a(x, 5, 2)')
    assert bool(out.any()), 'shortcut_a(x, 5, 2) is zero everywhere.'
    checks.any_dtype(shortcut_a, x, 5, 2, what='shortcut_a')
    checks.any_layout(shortcut_a, x, 5, 2, what='shortcut_a')
    checks.stateless(shortcut_a, x, 5, 2, what='shortcut_a')
    out = shortcut_a(torch.ones(2, 3, 6, 5, device='meta'), 5, 2)
    assert out.device.type == 'meta', 'shortcut_a does not stay on the device of x.'

