from otter.test_files import test_case

OK_FORMAT = False

name = "q7_max_pool"
points = 10

@test_case(points=2, hidden=False, 
    failure_message="With windows of 2 x 2 and stride 2, each window of the numbers 1 to 16 has its maximum in the lower right corner, and the gradient goes there.")
def test_max_pooling_by_hand(max_pool_forward, max_pool_backward):
    import torch
    from torchgrade import checks
    x = torch.arange(1.0, 17.0).reshape(1, 1, 4, 4)
    param = {'pool_height': 2, 'pool_width': 2, 'stride': 2}
    out, cache = checks.returns(max_pool_forward, x, param, type=(tuple, list), what='max_pool_forward')
    checks.close(out, torch.tensor([[[[6.0, 8.0], [14.0, 16.0]]]]), what='the output')
    dx = max_pool_backward(torch.tensor([[[[1.0, 2.0], [3.0, 4.0]]]]), cache)
    right = torch.zeros(1, 1, 4, 4)
    right[0, 0, 1::2, 1::2] = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
    checks.close(dx, right, what='dx')

@test_case(points=3, hidden=True, 
    failure_message="The output is wrong for some windows. Try windows that overlap, that are wider than high, that leave pixels over, and images with negative numbers only.")
def test_max_pooling_of_any_windows(max_pool_forward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q7 windows')
    for shape, ph, pw, stride in (((2, 3, 6, 8), 2, 2, 2), ((1, 2, 7, 9), 3, 3, 2), ((3, 1, 5, 8), 2, 3, 1), ((2, 2, 8, 5), 3, 2, 2), ((1, 4, 7, 6), 1, 2, 3), ((1, 2, 4, 3), 4, 3, 1), ((2, 1, 9, 10), 2, 2, 4), ((5, 7, 21, 18), 3, 3, 2)):
        for shift in (0.0, -9.0, -1e+30, 100000.0):
            x = torch.randn(shape, dtype=torch.float64, generator=draw) + shift
            param = {'pool_height': ph, 'pool_width': pw, 'stride': stride}
            out, _ = checks.returns(max_pool_forward, x, param, type=(tuple, list), what='max_pool_forward')
            what = f'the output for {shape[2]} x {shape[3]} pixels, windows of {ph} x {pw}, stride {stride}'
            checks.close(out, F.max_pool2d(x, (ph, pw), stride), what=what)

@test_case(points=3, hidden=True, 
    failure_message="dx is wrong for some windows. A pixel that is the maximum of several windows collects from all of them; one that no window holds gets nothing.")
def test_gradient_of_any_windows(max_pool_forward, max_pool_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q7 gradients')
    for shape, ph, pw, stride in (((2, 3, 6, 8), 2, 2, 2), ((1, 2, 7, 9), 3, 3, 2), ((3, 1, 5, 8), 2, 3, 1), ((2, 2, 8, 5), 3, 2, 2), ((1, 4, 7, 6), 1, 2, 3), ((1, 2, 4, 3), 4, 3, 1), ((5, 7, 21, 18), 3, 3, 2)):
        for shift in (0.0, -9.0):
            x = torch.randn(shape, dtype=torch.float64, generator=draw) + shift
            param = {'pool_height': ph, 'pool_width': pw, 'stride': stride}
            checks.backward(lambda x: max_pool_forward(x, param), max_pool_backward, (x,), oracle=lambda x: F.max_pool2d(x, (ph, pw), stride), names=('dx',), generator=draw)

@test_case(points=1, hidden=True, 
    failure_message="Where several pixels of a window are equally largest, what arrives must be as much in total as what came, and must not arrive elsewhere.")
def test_gradient_of_ties(max_pool_forward, max_pool_backward):
    import torch
    from torchgrade import checks
    draw = checks.generator('q7 ties')
    x = torch.zeros(2, 2, 4, 6, dtype=torch.float64)
    x[..., ::2, ::2] = 1.0
    x[0, :, 1, 1] = 1.0
    x[..., 2:, 4:] = -3.0
    x[1, :, 2:, 2:4] = 0.0
    param = {'pool_height': 2, 'pool_width': 2, 'stride': 2}
    out, cache = checks.returns(max_pool_forward, x, param, type=(tuple, list), what='max_pool_forward')
    dout = torch.randn(2, 2, 2, 3, dtype=torch.float64, generator=draw)
    dx = checks.tensor(max_pool_backward(dout, cache), shape=(2, 2, 4, 6), what='dx')
    windows = dx.unfold(2, 2, 2).unfold(3, 2, 2)
    checks.close(windows.sum(dim=(4, 5)), dout, what='the gradient that arrives in each window')
    largest = x.unfold(2, 2, 2).unfold(3, 2, 2)
    elsewhere = windows[largest < largest.amax(dim=(4, 5), keepdim=True)]
    checks.close(elsewhere, torch.zeros_like(elsewhere), what='the gradient of pixels that are no maximum')
    near = torch.tensor([[[[1.0, 1.0 + 1e-09], [1.0 - 1e-09, 0.0]]]], dtype=torch.float64)
    _, cache = max_pool_forward(near, param)
    dx = max_pool_backward(torch.ones(1, 1, 1, 1, dtype=torch.float64), cache)
    right = torch.tensor([[[[0.0, 1.0], [0.0, 0.0]]]], dtype=torch.float64)
    checks.close(dx, right, what='dx where two pixels are nearly as large as the maximum')
    share = windows / dout[..., None, None]
    assert bool((share > -1e-09).all() and (share < 1 + 1e-09).all()), 'a share is less than 0 or more than 1'

@test_case(points=1, hidden=True, 
    failure_message="A function changes its arguments, keeps something from call to call, depends on the dtype or the layout, or has a library do the work.")
def test_max_pooling_is_a_pure_function_of_any_dtype(max_pool_forward, max_pool_backward):
    import torch
    import torch.nn.functional as F
    from torchgrade import checks
    draw = checks.generator('q7 dtype')
    x = torch.randperm(3 * 2 * 5 * 6, generator=draw).reshape(3, 2, 5, 6) / 2 - 40.0
    dout = 50 * torch.randn(3, 2, 2, 4, generator=draw)
    param, names = ({'pool_height': 3, 'pool_width': 2, 'stride': 2}, ('max_pool_forward', 'max_pool_backward'))
    param = {**param, 'stride': 1, 'pool_height': 4, 'pool_width': 3}
    leaf = x.clone().requires_grad_()
    right = F.max_pool2d(leaf, (4, 3), 1)
    forbidden = ('max_pool', 'autograd', 'adaptive_max_pool')
    out, cache = checks.unchanged(max_pool_forward, x, param, what=names[0])
    checks.close(out, right.detach(), what='the output')
    max_pool_forward(-x, {'pool_height': 2, 'pool_width': 2, 'stride': 2})
    for _ in range(2):
        dx = checks.unchanged(max_pool_backward, dout, cache, what=names[1])
        checks.close(dx, torch.autograd.grad(right, leaf, dout, retain_graph=True)[0], what='dx')

    def pooled(x, dout):
        out, cache = max_pool_forward(x, param)
        return (out, max_pool_backward(dout, cache))
    checks.stateless(max_pool_forward, x, param, views=True, what=names[0])
    checks.stateless(pooled, x, dout, views=True, what='max pooling')
    checks.any_dtype(pooled, x, dout, ulps=16, what='max pooling')
    checks.any_layout(lambda x: max_pool_forward(x, param)[0], x, what=names[0])
    checks.any_layout(lambda dout: max_pool_backward(dout, cache), dout, what=names[1])
    checks.any_batch(lambda x: max_pool_forward(x, param)[0], x, sizes=(1, 2), what=names[0])
    checks.any_scale(lambda d: max_pool_backward(d, cache), dout, what=names[1])
    for value in (float('nan'), float('inf')):
        spoilt = 1000000.0 * dout
        spoilt[1, 1, 0, 3] = value
        found = max_pool_backward(spoilt, cache)
        assert not bool(found.isfinite().all()), f'{value} in dout should show in dx'
    for place in ((0, 0), (3, 3), (4, 5)):
        for value in (float('nan'), float('inf')):
            spoilt = x.clone()
            spoilt[2, 0, *place] = value
            found, _ = max_pool_forward(spoilt, param)
            assert not bool(found.isfinite().all()), f'a pixel that is {value} should show in the output'
    back = (max_pool_backward, dout)
    checks.any_device(max_pool_forward, x, param, back=back, what='max pooling')
    checks.differentiable(lambda x: max_pool_forward(x, param)[0], x, what=names[0])
    checks.no_calls(max_pool_forward, x, param, forbidden=forbidden, what=names[0])
    checks.no_calls(max_pool_backward, dout, cache, forbidden=forbidden, what=names[1])

