from otter.test_files import test_case

OK_FORMAT = False

name = "q5_conv_forward"
points = 11

@test_case(points=2, hidden=False, 
    failure_message="In an image whose rows are 1 2 3, 4 5 6 and 7 8 9, the filter that takes a pixel minus its lower right neighbour finds -4 everywhere, plus the bias.")
def test_convolution_by_hand(conv_forward):
    import torch
    from torchgrade import checks
    x = torch.arange(1.0, 10.0).reshape(1, 1, 3, 3)
    w = torch.tensor([[[[1.0, 0.0], [0.0, -1.0]]]])
    out, _ = checks.returns(conv_forward, x, w, torch.tensor([10.0]), {'stride': 1, 'pad': 0}, type=(tuple, list), what='conv_forward')
    checks.close(out, torch.full((1, 1, 2, 2), 6.0), what='the output without padding')
    out, _ = conv_forward(x, w, torch.zeros(1), {'stride': 2, 'pad': 1})
    right = torch.tensor([[[[-1.0, -3.0], [-7.0, -4.0]]]])
    checks.close(out, right, what='the output with padding 1 and stride 2')

@test_case(points=4, hidden=True, 
    failure_message="The output is wrong for some shapes. Try images and filters whose rows and columns differ, other strides, and no padding.")
def test_convolution_of_any_shape(conv_forward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q5 shapes')
    for n, c, h, wd, f, kh, kw, stride, pad in ((2, 3, 7, 5, 4, 3, 3, 1, 1), (1, 2, 6, 9, 3, 2, 4, 1, 0), (3, 1, 8, 6, 2, 3, 2, 2, 0), (2, 4, 5, 8, 3, 5, 3, 2, 2), (6, 9, 20, 17, 11, 3, 3, 2, 1), (2, 2, 4, 7, 5, 1, 1, 1, 0)):
        x = 100 * torch.randn(n, c, h, wd, dtype=torch.float64, generator=draw)
        w = torch.randn(f, c, kh, kw, dtype=torch.float64, generator=draw)
        b = torch.randn(f, dtype=torch.float64, generator=draw)
        out, _ = checks.returns(conv_forward, x, w, b, {'stride': stride, 'pad': pad}, type=(tuple, list), what='conv_forward')
        what = f'the output for {h} x {wd} pixels, filters of {kh} x {kw}, stride {stride}, pad {pad}'
        checks.close(out, F.conv2d(x, w, b, stride=stride, padding=pad), what=what)

@test_case(points=2, hidden=True, 
    failure_message="The output is wrong in a corner case: a stride that leaves pixels over, a filter as large as the image, more padding than the filter is wide, one filter.")
def test_convolution_in_corner_cases(conv_forward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q5 corners')
    for n, c, h, wd, f, kh, kw, stride, pad in ((1, 1, 6, 7, 1, 3, 3, 2, 0), (2, 3, 9, 8, 2, 2, 3, 3, 1), (1, 2, 4, 6, 3, 4, 6, 1, 0), (2, 1, 3, 4, 2, 1, 2, 1, 3), (1, 2, 5, 5, 2, 1, 1, 4, 0), (1, 3, 1, 9, 2, 1, 3, 2, 0), (1, 2, 2, 3, 2, 4, 5, 3, 2)):
        x = torch.randn(n, c, h, wd, dtype=torch.float64, generator=draw)
        w = torch.randn(f, c, kh, kw, dtype=torch.float64, generator=draw)
        b = torch.randn(f, dtype=torch.float64, generator=draw)
        out, _ = checks.returns(conv_forward, x, w, b, {'stride': stride, 'pad': pad}, type=(tuple, list), what='conv_forward')
        what = f'the output for {h} x {wd} pixels, filters of {kh} x {kw}, stride {stride}, pad {pad}'
        checks.close(out, F.conv2d(x, w, b, stride=stride, padding=pad), what=what)

@test_case(points=2, hidden=True, 
    failure_message="conv_forward changes an argument, keeps something from call to call, or depends on the dtype or the layout of the images.")
def test_convolution_is_a_pure_function_of_any_dtype(conv_forward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q5 dtype')
    x, w = (torch.randn(3, 2, 5, 6, generator=draw), torch.randn(4, 2, 3, 2, generator=draw))
    b, param = (torch.randn(4, generator=draw), {'stride': 2, 'pad': 1})
    out, _ = checks.unchanged(conv_forward, x, w, b, param, what='conv_forward')
    checks.close(out, F.conv2d(x, w, b, stride=2, padding=1), rtol=0.0001, atol=1e-05, what='the output')
    out, _ = checks.unchanged(conv_forward, x, w, b, {'stride': 1, 'pad': 0}, what='conv_forward')
    checks.close(out, F.conv2d(x, w, b), rtol=0.0001, atol=1e-05, what='the output without padding')

    def convolve(x, w, b):
        return conv_forward(x, w, b, param)[0]
    spoilt = 1000000.0 * x
    spoilt[2, 1, 2, 3] = float('nan')
    assert bool(convolve(spoilt, w, b).isnan().any()), 'NaN in an image should show in the output'
    spoilt[2, 1, 2, 3] = float('inf')
    found = convolve(spoilt, w, b).isfinite()
    assert not bool(found.all()), 'an infinite pixel should show in the output'
    square, few = (torch.randn(2, 2, 5, 4, generator=draw), {'stride': 1, 'pad': 0})
    out, _ = conv_forward(square, w[:3], b[:3], few)
    checks.close(out, F.conv2d(square, w[:3], b[:3]), rtol=0.0001, atol=1e-05, what='the output')
    w64 = w.double()
    checks.any_scale(lambda x, b: conv_forward(x, w64, b, param)[0], x.double(), b.double(), what='conv_forward')
    new = (-x, 2 * w, b + 1, param)
    checks.stateless(conv_forward, x, w, b, param, views=True, then=new, what='conv_forward')
    checks.any_dtype(convolve, x, w, b, ulps=32, what='conv_forward')
    checks.any_layout(convolve, x, w, b, what='conv_forward')
    checks.any_batch(convolve, x, w, b, sizes=(1, 2), what='conv_forward')
    checks.any_device(convolve, x, w, b, what='conv_forward')
    checks.differentiable(convolve, x, w, b, what='conv_forward')

@test_case(points=1, hidden=True, 
    failure_message="Write the sum yourself. Convolutions of a library are not allowed in this question.")
def test_convolution_is_written_by_hand(conv_forward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q5 by hand')
    x, w = (torch.randn(1, 2, 4, 5, generator=draw), torch.randn(3, 2, 3, 2, generator=draw))
    b = torch.randn(3, generator=draw)
    for stride, pad in ((1, 0), (2, 1)):
        out, _ = checks.no_calls(conv_forward, x, w, b, {'stride': stride, 'pad': pad}, forbidden=('conv', 'conv2d', 'convolution'), what='conv_forward')
        right = F.conv2d(x, w, b, stride=stride, padding=pad)
        checks.close(out, right, rtol=0.0001, atol=1e-05, what='the output')

