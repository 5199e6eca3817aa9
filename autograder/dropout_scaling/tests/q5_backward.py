from otter.test_files import test_case

OK_FORMAT = False

name = "q5_backward"
points = 8

@test_case(points=1, hidden=False, 
    failure_message="Where a unit was dropped the gradient should be 0, and nowhere else.")
def test_backward_uses_the_mask_of_the_forward_pass(dropout_forward, dropout_backward):
    from torchgrade import checks
    import torch
    g = checks.generator('q5 mask')
    x = 1 + torch.rand(12, 10, generator=g, dtype=torch.float64)
    dout = 1 + torch.rand(12, 10, generator=g, dtype=torch.float64)
    for rows in (12, 1):
        out, cache = dropout_forward(x[:rows].clone(), {'mode': 'train', 'p': 0.5})
        dx = dropout_backward(dout[:rows].clone(), cache)
        checks.tensor(dx, shape=(rows, 10), dtype=torch.float64, what='dx')
        checks.same_mask_in_backward(out, dx)

@test_case(points=3, hidden=True, 
    failure_message="The gradient of a unit that was kept has the wrong size. Differentiate what the forward pass computes.")
def test_gradient_has_the_right_size(dropout_forward, dropout_backward):
    from torchgrade import checks
    import torch
    for keep, seed in ((0.8, {}), (0.25, {}), (1.0, {}), (0.8, {'seed': 3}), (0.25, {'seed': 3})):
        param = {'mode': 'train', 'p': keep, **seed}
        g = checks.generator('q5 size')
        x = 1 + torch.rand(12, 10, generator=g, dtype=torch.float64)
        dout = torch.randn(12, 10, generator=g, dtype=torch.float64)
        dout[:, 3] *= 1000000.0
        for sign in (1, -1):
            out, cache = dropout_forward(sign * x, dict(param))
            checks.tensor(out, shape=(12, 10), what='the output of dropout_forward')
            expected = torch.where(out != 0, dout / keep, torch.zeros_like(dout))
            dx = checks.no_calls(dropout_backward, dout.clone(), cache, forbidden=('dropout', 'autograd'), what='dropout_backward')
            checks.close(dx, expected, what='dx')
        out, cache = dropout_forward(torch.zeros_like(x), dict(param))
        dx = dropout_backward(torch.ones_like(x), cache)
        what = 'dx for inputs that are 0, as behind a ReLU,'
        checks.kept_units_scaled(torch.ones_like(x), dx, keep=keep, what=what)

@test_case(points=1, hidden=True, 
    failure_message="In test mode the layer is the identity. Its gradient has to fit that.")
def test_gradient_in_test_mode(dropout_forward, dropout_backward):
    from torchgrade import checks
    import torch
    dout = torch.randn(6, 5, generator=checks.generator('q5 test mode'), dtype=torch.float64)
    ones = torch.ones(20, 30, dtype=torch.float64)
    out, cache = dropout_forward(ones.clone(), {'mode': 'train', 'p': 0.4})
    checks.some_dropped(dropout_backward(ones.clone(), cache), what='dx in training mode')
    for seed in ({}, {'seed': 2}):
        out, cache = dropout_forward(torch.zeros_like(dout), {'mode': 'test', 'p': 0.4, **seed})
        checks.close(dropout_backward(dout.clone(), cache), dout, what='dx in test mode')

@test_case(points=1, hidden=True, 
    failure_message="The backward pass of one layer used the mask of another. The mask has to travel in the cache.")
def test_two_layers_keep_their_masks_apart(dropout_forward, dropout_backward):
    from torchgrade import checks
    import torch
    g = checks.generator('q5 two layers')
    x = 1 + torch.rand(20, 30, generator=g, dtype=torch.float64)
    dout = 1 + torch.rand(20, 30, generator=g, dtype=torch.float64)
    param = {'mode': 'train', 'p': 0.6}
    passes = [dropout_forward(x.clone(), dict(param)) for _ in range(3)]
    for out, cache in (passes[2], passes[0], passes[1], passes[2]):
        dx = dropout_backward(dout.clone(), cache)
        checks.same_mask_in_backward(out, dx)
        checks.some_dropped(dx, what='dx')

@test_case(points=1, hidden=True, 
    failure_message="dropout_backward should change neither the gradient that it was given nor the cache. Make a new tensor for dx.")
def test_backward_leaves_its_arguments_alone(dropout_forward, dropout_backward):
    from torchgrade import checks
    import torch
    g = checks.generator('q5 dout')
    x = 1 + torch.rand(20, 30, generator=g, dtype=torch.float64)
    dout = torch.randn(20, 30, generator=g, dtype=torch.float64)
    out, cache = dropout_forward(x.clone(), {'mode': 'train', 'p': 0.4})
    dx = checks.unchanged(dropout_backward, dout, cache, what='dropout_backward')
    checks.tensor(dx, shape=(20, 30), what='dx')
    checks.some_dropped(dx, what='dx in training mode')
    again = dropout_backward(dout.clone(), cache)
    checks.close(again, dx, what='dx of a second call with the same cache')
    out, cache = dropout_forward(x.clone(), {'mode': 'test', 'p': 0.4})
    checks.unchanged(dropout_backward, dout, cache, what='dropout_backward in test mode')

@test_case(points=1, hidden=True, 
    failure_message="Gradients of any floating-point precision and any layout in memory should work, and give dx of their own dtype.")
def test_backward_takes_any_dtype_and_layout(dropout_forward, dropout_backward):
    from torchgrade import checks
    import torch
    x = 1 + torch.rand(4, 6, 5, 3, generator=checks.generator('q5 dtypes'))
    for dtype in (torch.float16, torch.bfloat16, torch.float32):
        for mode in ('train', 'test'):
            out, cache = dropout_forward(x.to(dtype), {'mode': mode, 'p': 0.6})
            dx = dropout_backward(x.to(dtype), cache)
            checks.tensor(dx, shape=x.shape, dtype=dtype, what=f'dx in {mode} mode for {dtype}')
            if mode == 'train':
                rtol = 4 * torch.finfo(dtype).eps
                checks.kept_units_scaled(x.to(dtype), dx, keep=0.6, rtol=rtol, what='dx')
                checks.same_mask_in_backward(out, dx)
            else:
                checks.close(dx, x.to(dtype), what=f'dx in test mode for {dtype}')
    for mode in ('train', 'test'):
        out, cache = dropout_forward(x, {'mode': mode, 'p': 0.6})
        checks.any_layout(dropout_backward, x, cache, what='dropout_backward')

