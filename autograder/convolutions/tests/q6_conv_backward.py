from otter.test_files import test_case

OK_FORMAT = False

name = "q6_conv_backward"
points = 10

@test_case(points=2, hidden=False, 
    failure_message="If the loss depends on one output alone, dw is the window that this output looks at, dx is the filter, put where the window is, and db is 1.")
def test_gradient_of_one_output(conv_forward, conv_backward):
    import torch
    from torchgrade import checks
    x = torch.arange(1.0, 10.0).reshape(1, 1, 3, 3)
    w = torch.tensor([[[[10.0, 20.0], [30.0, 40.0]]]])
    _, cache = checks.returns(conv_forward, x, w, torch.zeros(1), {'stride': 1, 'pad': 0}, type=(tuple, list), what='conv_forward')
    dout = torch.tensor([[[[0.0, 1.0], [0.0, 0.0]]]])
    dx, dw, db = checks.returns(conv_backward, dout, cache, type=(tuple, list), what='conv_backward')
    checks.close(dw, torch.tensor([[[[2.0, 3.0], [5.0, 6.0]]]]), what='dw')
    right = torch.tensor([[[[0.0, 10.0, 20.0], [0.0, 30.0, 40.0], [0.0, 0.0, 0.0]]]])
    checks.close(dx, right, what='dx')
    checks.close(db, torch.ones(1), what='db')

@test_case(points=4, hidden=True, 
    failure_message="A gradient is wrong for some shapes. Try images and filters whose rows and columns differ, other strides, and no padding.")
def test_gradients_of_any_shape(conv_forward, conv_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q6 shapes')
    for n, c, h, wd, f, kh, kw, stride, pad in ((2, 3, 7, 5, 4, 3, 3, 1, 1), (1, 2, 6, 9, 3, 2, 4, 1, 0), (3, 1, 8, 6, 2, 3, 2, 2, 0), (2, 4, 5, 8, 3, 5, 3, 2, 2), (6, 9, 20, 17, 11, 3, 3, 2, 1)):
        x = torch.randn(n, c, h, wd, generator=draw)
        w, b = (torch.randn(f, c, kh, kw, generator=draw), torch.randn(f, generator=draw))
        param = {'stride': stride, 'pad': pad}
        checks.backward(lambda x, w, b: conv_forward(x, w, b, param), conv_backward, (x, w, b), oracle=lambda x, w, b: F.conv2d(x, w, b, stride=stride, padding=pad), generator=draw)

@test_case(points=2, hidden=True, 
    failure_message="A gradient is wrong in a corner case: pixels that no window holds, windows that overlap in strides, one image, a filter as large as the image.")
def test_gradients_in_corner_cases(conv_forward, conv_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q6 corners')
    for n, c, h, wd, f, kh, kw, stride, pad in ((1, 1, 6, 7, 1, 3, 3, 2, 0), (2, 3, 9, 8, 2, 2, 3, 3, 1), (1, 2, 4, 6, 3, 4, 6, 1, 0), (2, 1, 3, 4, 2, 1, 2, 1, 3), (1, 2, 5, 5, 2, 1, 1, 4, 0), (2, 2, 1, 9, 2, 1, 3, 2, 0)):
        x = torch.randn(n, c, h, wd, generator=draw)
        w, b = (torch.randn(f, c, kh, kw, generator=draw), torch.randn(f, generator=draw))
        param = {'stride': stride, 'pad': pad}
        checks.backward(lambda x, w, b: conv_forward(x, w, b, param), conv_backward, (x, w, b), oracle=lambda x, w, b: F.conv2d(x, w, b, stride=stride, padding=pad), generator=draw)

@test_case(points=2, hidden=True, 
    failure_message="conv_backward changes an argument, keeps something from call to call, depends on the dtype or the layout, or has a library do the work.")
def test_gradients_are_pure_functions_of_any_dtype(conv_forward, conv_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q6 dtype')
    x, w = (torch.randn(3, 2, 5, 6, generator=draw), torch.randn(4, 2, 3, 2, generator=draw))
    b, dout = (torch.randn(4, generator=draw), 50 * torch.randn(3, 4, 3, 4, generator=draw))
    param = {'stride': 2, 'pad': 1}
    leaves = [t.clone().requires_grad_() for t in (x, w, b)]
    right = torch.autograd.grad(F.conv2d(*leaves, stride=2, padding=1), leaves, dout)
    _, cache = checks.returns(conv_forward, x, w, b, param, type=(tuple, list), what='conv_forward')
    conv_forward(x.cos(), 2 * w, b, param)
    for _ in range(2):
        found = checks.unchanged(conv_backward, dout, cache, what='conv_backward')
        for name, gradient, wanted in zip(('dx', 'dw', 'db'), found, right):
            checks.close(gradient, wanted, rtol=0.0001, atol=0.0005, what=name)

    def gradients(x, w, b, dout):
        return conv_backward(dout, conv_forward(x, w, b, param)[1])
    checks.stateless(gradients, x, w, b, dout, views=True, what='conv_backward')
    checks.any_dtype(gradients, x, w, b, dout, ulps=64, what='conv_backward')
    checks.any_layout(gradients, x, w, b, dout, what='conv_backward')
    _, fine = conv_forward(x.double(), w.double(), b.double(), param)
    checks.any_scale(lambda d: list(conv_backward(d, fine)), dout.double(), what='conv_backward')
    for value in (float('nan'), float('inf')):
        spoilt = 1000000.0 * dout
        spoilt[1, 2, 0, 3] = value
        for name, gradient in zip(('dx', 'dw', 'db'), conv_backward(spoilt, cache)):
            assert not bool(gradient.isfinite().all()), f'{value} in dout should show in {name}'
    back = (conv_backward, dout)
    checks.any_device(conv_forward, x, w, b, param, back=back, what='conv_backward')
    checks.no_calls(conv_backward, dout, cache, forbidden=('conv', 'conv2d', 'convolution', 'autograd'), what='conv_backward')

