from otter.test_files import test_case

OK_FORMAT = False

name = "q5_backward"
points = 10

@test_case(points=1, hidden=False, 
    failure_message="Where a unit was dropped the gradient should be 0, and nowhere else.")
def test_backward_uses_the_mask_of_the_forward_pass(dropout_forward, dropout_backward):
    from torchgrade import checks
    import torch
    g = checks.generator('q5 mask')
    x = 1 + torch.rand(12, 10, generator=g, dtype=torch.float64)
    dout = 1 + torch.rand(12, 10, generator=g, dtype=torch.float64)
    out, cache = dropout_forward(x.clone(), {'mode': 'train', 'p': 0.5})
    dx = dropout_backward(dout.clone(), cache)
    checks.tensor(dx, shape=(12, 10), dtype=torch.float64, what='dx')
    checks.same_mask_in_backward(out, dx)

@test_case(points=4, hidden=True, 
    failure_message="The gradient of a unit that was kept has the wrong size. Differentiate what the forward pass computes.")
def test_gradient_has_the_right_size(dropout_forward, dropout_backward):
    from torchgrade import checks
    import torch
    for keep in (0.8, 0.25, 1.0):
        g = checks.generator('q5 size')
        x = 1 + torch.rand(12, 10, generator=g, dtype=torch.float64)
        dout = torch.randn(12, 10, generator=g, dtype=torch.float64)
        out, cache = dropout_forward(x.clone(), {'mode': 'train', 'p': keep})
        checks.tensor(out, shape=(12, 10), dtype=torch.float64, what='the output of dropout_forward')
        expected = torch.where(out != 0, dout / keep, torch.zeros_like(dout))
        dx = checks.no_calls(dropout_backward, dout.clone(), cache, forbidden=('dropout', 'autograd'), what='dropout_backward')
        checks.close(dx, expected, what='dx')
        out, cache = dropout_forward(-x, {'mode': 'train', 'p': keep})
        expected = torch.where(out != 0, dout / keep, torch.zeros_like(dout))
        checks.close(dropout_backward(dout.clone(), cache), expected, what='dx for negative inputs')
        out, cache = dropout_forward(torch.zeros_like(x), {'mode': 'train', 'p': keep})
        dx = dropout_backward(torch.ones_like(x), cache)
        checks.kept_units_scaled(torch.ones_like(x), dx, keep=keep, what='dx for inputs that are 0, as behind a ReLU,')

@test_case(points=2, hidden=True, 
    failure_message="In test mode the layer is the identity. Its gradient has to fit that.")
def test_gradient_in_test_mode(dropout_forward, dropout_backward):
    from torchgrade import checks
    import torch
    g = checks.generator('q5 test mode')
    x = torch.randn(6, 5, generator=g, dtype=torch.float64)
    dout = torch.randn(6, 5, generator=g, dtype=torch.float64)
    ones = torch.ones(20, 30, dtype=torch.float64)
    out, cache = dropout_forward(ones.clone(), {'mode': 'train', 'p': 0.4})
    checks.some_dropped(dropout_backward(ones.clone(), cache), what='dx in training mode')
    out, cache = dropout_forward(x.clone(), {'mode': 'test', 'p': 0.4})
    checks.close(dropout_backward(dout.clone(), cache), dout, what='dx in test mode')

@test_case(points=2, hidden=True, 
    failure_message="The backward pass of one layer used the mask of another. The mask has to travel in the cache.")
def test_two_layers_keep_their_masks_apart(dropout_forward, dropout_backward):
    from torchgrade import checks
    import torch
    g = checks.generator('q5 two layers')
    x = 1 + torch.rand(20, 30, generator=g, dtype=torch.float64)
    dout = 1 + torch.rand(20, 30, generator=g, dtype=torch.float64)
    param = {'mode': 'train', 'p': 0.6}
    first, first_cache = dropout_forward(x.clone(), param)
    second, second_cache = dropout_forward(x.clone(), param)
    for out, cache in ((second, second_cache), (first, first_cache)):
        dx = dropout_backward(dout.clone(), cache)
        checks.same_mask_in_backward(out, dx)
        checks.some_dropped(dx, what='dx')

@test_case(points=1, hidden=True, 
    failure_message="dropout_backward changes the gradient that it was given. Make a new tensor for dx.")
def test_backward_leaves_dout_alone(dropout_forward, dropout_backward):
    from torchgrade import checks
    import torch
    g = checks.generator('q5 dout')
    x = 1 + torch.rand(20, 30, generator=g, dtype=torch.float64)
    dout = torch.randn(20, 30, generator=g, dtype=torch.float64)
    out, cache = dropout_forward(x.clone(), {'mode': 'train', 'p': 0.4})
    dx = checks.unchanged(dropout_backward, dout, cache, what='dropout_backward')
    checks.tensor(dx, shape=(20, 30), what='dx')
    checks.some_dropped(dx, what='dx in training mode')

