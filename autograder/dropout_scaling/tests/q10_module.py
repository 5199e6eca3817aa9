from otter.test_files import test_case

OK_FORMAT = False

name = "q10_module"
points = 14

@test_case(points=1, hidden=False, 
    failure_message="With p_drop = 0.5 in training mode every output should be either 0 or twice its input, in the shape and dtype of the input.")
def test_layer_doubles_at_one_half(InvertedDropout):
    from torchgrade import checks
    import torch
    layer = InvertedDropout(0.5)
    layer.train()
    for dtype in (torch.float32, torch.float64):
        for shape in ((4, 3, 5, 5), (1, 20)):
            x = 1 + torch.rand(shape, generator=checks.generator('q10 half'), dtype=dtype)
            out = layer(x.clone())
            checks.tensor(out, shape=shape, dtype=dtype, what='the output of the layer')
            checks.kept_units_scaled(x, out, keep=0.5)

@test_case(points=1, hidden=False, 
    failure_message="In eval mode the layer should be the identity.")
def test_layer_is_the_identity_in_eval(InvertedDropout):
    from torchgrade import checks
    import torch
    layer = InvertedDropout(0.5)
    layer.eval()
    x = torch.randn(6, 7, generator=checks.generator('q10 eval'), dtype=torch.float64)
    checks.close(layer(x.clone()), x, rtol=0.0, atol=1e-12, what='the output in eval mode')

@test_case(points=2, hidden=True, 
    failure_message="Units that are kept have the wrong size. Remember that p_drop is the drop probability, and that the expected output should equal the input.")
def test_layer_scales_kept_units(InvertedDropout):
    from torchgrade import checks
    import torch
    made = [(drop, InvertedDropout(drop)) for drop in (0.2, 0.75, 0.5, 0.96875)]
    for drop, layer in made:
        layer.train()
        x = 1 + torch.rand(40, 100, generator=checks.generator('q10 scaling'), dtype=torch.float64)
        x[:, ::3] *= -1
        rtol = 1e-05 if drop == 0.2 else 1e-12
        checks.kept_units_scaled(x, layer(x.clone()), keep=1 - drop, rtol=rtol)

@test_case(points=1, hidden=True, 
    failure_message="The share of dropped elements does not fit the drop probability p_drop. Is it right for every p_drop, for a very small one too?")
def test_layer_drops_the_right_share(InvertedDropout):
    from torchgrade import checks
    import torch
    for drop, rows in ((0.2, 100), (0.75, 100), (0.0005, 400), (0.9995, 400)):
        layer = InvertedDropout(drop)
        layer.train()
        checks.drop_fraction(layer(torch.ones(rows, 100)), drop=drop, false_failure=1e-07)
    layer = InvertedDropout(0.3)
    layer.train()
    out = torch.stack(checks.many(layer, torch.ones(2), times=300))
    checks.drop_fraction(out, drop=0.3, false_failure=1e-07, what='300 outputs for two elements')
    both = out.amax(dim=1)
    checks.drop_fraction(both, drop=0.09, false_failure=1e-07, what='300 outputs for two elements')

@test_case(points=1, hidden=True, 
    failure_message="Each layer should draw a new mask in each forward pass in training mode, with autograd on or off.")
def test_layer_draws_a_new_mask(InvertedDropout):
    from torchgrade import checks
    import torch
    x = torch.ones(5, 12)
    layer = InvertedDropout(0.4)
    layer.train()
    checks.stateless(layer, x, random=True, views=True, what='InvertedDropout')
    calls = torch.stack(checks.many(layer, x, times=40)).flatten(1)
    masks = torch.stack(checks.many(layer, x, times=300)).flatten(1) != 0
    assert len(masks.unique(dim=0)) == 300, 'The same mask comes twice in 300 calls.'
    what = 'the mask of each call'
    checks.independent_mask(calls, keep=0.6, false_failure=3e-07, what=what)
    with torch.no_grad():
        calls = torch.stack(checks.many(layer, x, times=40)).flatten(1)
    what = 'the mask of each call without gradients'
    checks.independent_mask(calls, keep=0.6, false_failure=3e-07, what=what)
    first = torch.stack([InvertedDropout(0.4).train()(x) for _ in range(40)]).flatten(1)
    what = 'the first mask of each layer'
    checks.independent_mask(first, keep=0.6, false_failure=3e-07, what=what)

@test_case(points=1, hidden=True, 
    failure_message="Every element needs a coin of its own. Examples must not share a mask, nor may the features of an example.")
def test_layer_tosses_a_coin_per_element(InvertedDropout):
    from torchgrade import checks
    import torch
    layer = InvertedDropout(0.4)
    layer.train()
    for shape in ((60, 150), (41, 151), (6, 7, 8, 8)):
        out = checks.tensor(layer(torch.ones(shape)), shape=shape, what='the output of the layer')
        if len(shape) == 4:
            out = out.reshape(42, 64)
        checks.independent_mask(out, keep=0.6, false_failure=3e-07)
    coins = (InvertedDropout(0.5).train()(torch.ones(2 ** 17)) != 0).double() - 0.5
    alike = torch.fft.irfft(torch.fft.rfft(coins).abs().square(), n=2 ** 17) / coins.square().sum()
    assert alike[1:].abs().max() < 0.1, 'In a large tensor the mask repeats itself.'

@test_case(points=1, hidden=True, 
    failure_message="The layer does not follow train() and eval() when they are called on the model that holds it.")
def test_layer_follows_its_model(InvertedDropout):
    from torchgrade import checks
    import torch
    x = 1 + torch.rand(20, 30, generator=checks.generator('q10 modes'), dtype=torch.float64)
    model = torch.nn.Sequential(torch.nn.Sequential(InvertedDropout(0.3)))
    for mode in ('in eval mode', 'back in eval mode'):
        model.eval()
        checks.close(model(x.clone()), x, rtol=0.0, atol=1e-12, what=f'the output {mode}')
        model.train()
        checks.drop_fraction(model(x.clone()), drop=0.3, false_failure=1e-07)

@test_case(points=1, hidden=True, 
    failure_message="The gradient with respect to the input should be the factor of the unit where it was kept and 0 where it was dropped, and 1 in eval mode.")
def test_gradient_flows_through_the_layer(InvertedDropout):
    from torchgrade import checks
    import torch
    layer = InvertedDropout(0.2)
    layer.train()
    g = checks.generator('q10 gradient')
    x = 1 + torch.rand(20, 30, generator=g, dtype=torch.float64)
    dout = 1 + torch.rand(20, 30, generator=g, dtype=torch.float64)
    out, dx = checks.input_gradient(layer, x, dout, what='InvertedDropout')
    checks.tensor(out, shape=(20, 30), dtype=torch.float64, what='the output of the layer')
    expected = torch.where(out != 0, 1.25 * dout, torch.zeros_like(out))
    checks.close(dx, expected, what='the gradient with respect to the input')
    layer.eval()
    out, dx = checks.input_gradient(layer, x, dout, what='InvertedDropout in eval mode')
    checks.close(dx, dout, what='the gradient in eval mode')

@test_case(points=1, hidden=True, 
    failure_message="p_drop = 0 should change nothing and p_drop = 1 should give zeros, with no NaN in the output or in a gradient.")
def test_both_ends_of_the_range(InvertedDropout):
    from torchgrade import checks
    import torch
    for drop in (0, 0.0, 1, 1.0):
        layer = InvertedDropout(drop)
        layer.train()
        x = 1 + torch.rand(2, 3, generator=checks.generator('q10 ends'), dtype=torch.float64)
        out = checks.unchanged(layer, x, what=f'InvertedDropout({drop})')
        checks.close(out, x * (1 - drop), what=f'the output with p_drop = {drop}')
        layer.eval()
        checks.close(layer(x), x, what=f'the output in eval mode with p_drop = {drop}')
    for drop in (0, 0.5):
        layer = InvertedDropout(drop)
        layer.train()
        ones = torch.ones(2, 2, dtype=torch.float64)
        out, dx = checks.input_gradient(layer, ones, what='InvertedDropout')
        expected = torch.where(out != 0, torch.full_like(out, 1 / (1 - drop)), 0 * out)
        checks.close(dx, expected, what=f'the gradient with p_drop = {drop}')
    layer = InvertedDropout(1)
    layer.train()
    x = torch.ones(2, 2, dtype=torch.float64, requires_grad=True)
    out = layer(x.clone())
    if out.requires_grad:
        dx, = torch.autograd.grad(out.sum(), x, allow_unused=True)
        if dx is not None:
            checks.close(dx, torch.zeros_like(x), what='the gradient with p_drop = 1')

@test_case(points=1, hidden=True, 
    failure_message="InvertedDropout should raise a ValueError for a p_drop that is no probability, and for no other.")
def test_range_is_checked(InvertedDropout):
    from torchgrade import checks
    import torch
    for drop in (-0.1, 1.5, 2, float('nan'), float('inf'), -float('inf')):
        what = f'InvertedDropout({drop})'
        checks.raises(ValueError, InvertedDropout, drop, what=what)
    for drop in (0, 0.0, 0.5, 1.0, 1):
        layer = InvertedDropout(drop)
        assert isinstance(layer, torch.nn.Module), 'InvertedDropout should be a nn.Module'

@test_case(points=1, hidden=True, 
    failure_message="The layer should have no parameters, and should leave the tensor that it was given as it was.")
def test_layer_leaves_its_input_alone(InvertedDropout):
    from torchgrade import checks
    import torch
    layer = InvertedDropout(0.6)
    checks.parameter_count(layer, exactly=0, what='InvertedDropout')
    x = 1 + torch.rand(20, 30, generator=checks.generator('q10 input'), dtype=torch.float64)
    layer.train()
    out = checks.unchanged(layer, x, what='InvertedDropout')
    checks.tensor(out, shape=(20, 30), what='the output of the layer')
    checks.some_dropped(out, what='the output of the layer in training mode')
    layer.eval()
    checks.unchanged(layer, x, what='InvertedDropout in eval mode')

@test_case(points=1, hidden=True, 
    failure_message="Inputs of any floating-point precision, any layout in memory (transposed, strided) and any device should work, and give an output of their own dtype.")
def test_layer_takes_any_dtype_layout_and_device(InvertedDropout):
    from torchgrade import checks
    import torch
    x = 1 + torch.rand(4, 6, 5, 3, generator=checks.generator('q10 dtypes'))
    layer = InvertedDropout(0.4)
    layer.train()
    for dtype, out in checks.any_dtype(layer, x, random=True, what='InvertedDropout').items():
        rtol = max(4 * torch.finfo(dtype).eps, 1e-06)
        checks.kept_units_scaled(x.to(dtype), out, keep=0.6, rtol=rtol)
        checks.some_dropped(out)
    checks.any_layout(layer, x, random=True, what='InvertedDropout')
    checks.any_layout(layer, x[0, 0], random=True, what='InvertedDropout')
    on_meta = torch.ones(3, 4, device='meta')
    for drop in (0.4, 0, 1):
        layer = InvertedDropout(drop)
        layer.train()
        try:
            out = layer(on_meta)
        except Exception as error:
            apart = 'same device' in str(error) or 'expected device' in str(error)
            assert not apart, 'The mask is not made on the device of x, so it fails on a GPU.'
        else:
            where = out.device.type
            assert where == 'meta', 'The output is on another device than x.'
        if drop != 0.4:
            layer = InvertedDropout(drop)
            layer.train()
            checks.any_dtype(layer, x, what=f'InvertedDropout({drop})')
    layer = InvertedDropout(0.4)
    layer.eval()
    checks.any_dtype(layer, x, what='InvertedDropout in eval mode')
    checks.any_layout(layer, x, what='InvertedDropout in eval mode')

@test_case(points=1, hidden=True, 
    failure_message="Write the mask yourself. Dropout from a library is not allowed here.")
def test_layer_uses_no_library_dropout(InvertedDropout):
    from torchgrade import checks
    import torch
    layer = InvertedDropout(0.3)
    for training in (True, False):
        module = layer.train(training)
        out = checks.no_calls(module, torch.ones(20, 30), forbidden=('dropout',), what='InvertedDropout')
        checks.tensor(out, shape=(20, 30), what='the output of the layer')
        if training:
            checks.some_dropped(out, what='the output of the layer in training mode')

