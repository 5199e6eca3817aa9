from otter.test_files import test_case

OK_FORMAT = False

name = "q4_forward"
points = 14

@test_case(points=1, hidden=False, 
    failure_message="dropout_forward should return the pair (out, cache), and out should be a tensor like x.")
def test_forward_keeps_shape_and_dtype(dropout_forward):
    from torchgrade import checks
    import torch
    for dtype in (torch.float32, torch.float64, torch.bfloat16):
        for shape in ((6,), (4, 5), (1, 3), (2, 3, 4, 4)):
            x = torch.randn(shape, generator=checks.generator('q4 shapes')).to(dtype)
            for mode in ('train', 'test'):
                out, cache = dropout_forward(x.clone(), {'mode': mode, 'p': 0.5})
                what = f'the output of dropout_forward in {mode} mode'
                checks.tensor(out, shape=shape, dtype=dtype, what=what)

@test_case(points=1, hidden=False, 
    failure_message="With p = 0.5 every output should be either 0 or twice its input.")
def test_kept_units_double_at_one_half(dropout_forward):
    from torchgrade import checks
    import torch
    x = 1 + torch.rand(20, 30, generator=checks.generator('q4 half'), dtype=torch.float64)
    out, cache = dropout_forward(x.clone(), {'mode': 'train', 'p': 0.5})
    checks.kept_units_scaled(x, out, keep=0.5)

@test_case(points=2, hidden=True, 
    failure_message="Units that are kept must be scaled so that the expected output equals the input. Remember that p is the keep probability here.")
def test_kept_units_are_scaled(dropout_forward):
    from torchgrade import checks
    import torch
    for keep, seed in ((0.8, {}), (0.25, {}), (1.0, {}), (0.8, {'seed': 11}), (0.25, {'seed': 11})):
        x = 1 + torch.rand(40, 30, generator=checks.generator('q4 scaling'), dtype=torch.float64)
        x[:, ::3] *= -1
        x[:, 1] *= 1000000.0
        param = {'mode': 'train', 'p': keep, **seed}
        out, cache = dropout_forward(x.clone(), dict(param))
        checks.kept_units_scaled(x, out, keep=keep)
        if keep in (0.25, 1.0):
            checks.kept_units_scaled(x, out, keep=keep, rtol=1e-12)
        out, dx = checks.input_gradient(lambda x: dropout_forward(x, dict(param))[0], x, what='dropout_forward')
        expected = torch.where(out != 0, torch.full_like(x, 1 / keep), torch.zeros_like(x))
        checks.close(dx, expected, what='what autograd makes of dropout_forward')

@test_case(points=2, hidden=True, 
    failure_message="The share of dropped elements does not fit the keep probability p. Is it right for every p, for a very small one too?")
def test_share_of_dropped_units(dropout_forward):
    from torchgrade import checks
    import torch
    for keep, rows in ((0.8, 100), (0.25, 100), (0.0005, 400), (0.9995, 400)):
        out, cache = dropout_forward(torch.ones(rows, 100), {'mode': 'train', 'p': keep})
        checks.drop_fraction(out, drop=1 - keep, false_failure=1e-07)
    for keep in (0.8, 0.25):
        param = {'mode': 'train', 'p': keep, 'seed': 12}
        out, cache = dropout_forward(torch.ones(100, 100), param)
        checks.drop_fraction(out, drop=1 - keep, false_failure=1e-07, what='the output with a seed')
    one = torch.ones(1, 500)
    with torch.no_grad():
        out, cache = dropout_forward(one, {'mode': 'train', 'p': 0.5})
    checks.some_dropped(out, what='the output for one example while autograd is off')
    param = {'mode': 'train', 'p': 0.7}
    pairs = checks.many(dropout_forward, torch.ones(2), param, times=300)
    out = torch.stack([out for out, cache in pairs])
    checks.drop_fraction(out, drop=0.3, false_failure=1e-07, what='300 outputs for two elements')
    both = out.amax(dim=1)
    checks.drop_fraction(both, drop=0.09, false_failure=1e-07, what='300 outputs for two elements')

@test_case(points=1, hidden=True, 
    failure_message="In test mode the output should equal the input, with nothing dropped and nothing scaled.")
def test_test_mode_is_the_identity(dropout_forward):
    from torchgrade import checks
    import torch
    g = checks.generator('q4 test mode')
    for keep in (0.8, 0.25):
        out, cache = dropout_forward(torch.ones(40, 30), {'mode': 'train', 'p': keep})
        checks.some_dropped(out, what='the output in training mode')
        x = torch.randn(10, 7, generator=g, dtype=torch.float64)
        for seed in ({}, {'seed': 1}):
            out, cache = dropout_forward(x.clone(), {'mode': 'test', 'p': keep, **seed})
            checks.close(out, x, rtol=0.0, atol=1e-12, what='the output in test mode')
        param = {'mode': 'test', 'p': keep}
        out, dx = checks.input_gradient(lambda x: dropout_forward(x, dict(param))[0], x, what='dropout_forward in test mode')
        checks.close(dx, torch.ones_like(x), what='the gradient in test mode')

@test_case(points=1, hidden=True, 
    failure_message="Without a seed each call should draw a new mask, which owes nothing to those of other calls.")
def test_each_call_draws_a_new_mask(dropout_forward):
    from torchgrade import checks
    import torch
    param = {'mode': 'train', 'p': 0.6}
    checks.stateless(dropout_forward, torch.ones(20, 30), param, random=True, views=True, what='dropout_forward')
    calls = [dropout_forward(torch.ones(5, 12), dict(param))[0] for _ in range(40)]
    checks.independent_mask(torch.stack(calls).flatten(1), keep=0.6, what='the mask of each call')
    pairs = checks.many(dropout_forward, torch.ones(60), param, times=300)
    masks = torch.stack([out != 0 for out, cache in pairs])
    assert len(masks.unique(dim=0)) == 300, 'The same mask comes twice in 300 calls.'

@test_case(points=1, hidden=True, 
    failure_message="Every element needs a coin of its own. Examples must not share a mask, nor may the features of an example.")
def test_each_element_has_its_own_coin(dropout_forward):
    from torchgrade import checks
    import torch
    cases = [(shape, {}) for shape in ((60, 150), (41, 151), (6, 7, 8, 8))]
    for shape, seed in (*cases, ((60, 150), {'seed': 13})):
        out, cache = dropout_forward(torch.ones(shape), {'mode': 'train', 'p': 0.6, **seed})
        out = checks.tensor(out, shape=shape, what='the output of dropout_forward')
        if len(shape) == 4:
            out = out.reshape(42, 64)
        checks.independent_mask(out, keep=0.6, false_failure=1e-07)
    for seed in ({}, {'seed': 14}):
        out, cache = dropout_forward(torch.ones(2 ** 17), {'mode': 'train', 'p': 0.5, **seed})
        coins = (out != 0).double() - 0.5
        alike = torch.fft.irfft(torch.fft.rfft(coins).abs().square(), n=2 ** 17)
        alike = alike / coins.square().sum()
        assert alike[1:].abs().max() < 0.1, 'In a large tensor the mask repeats itself.'

@test_case(points=1, hidden=True, 
    failure_message="x and dropout_param belong to the caller. dropout_forward should change neither, not even add an entry to the dict.")
def test_forward_leaves_its_arguments_alone(dropout_forward):
    from torchgrade import checks
    import torch
    x = 1 + torch.rand(20, 30, generator=checks.generator('q4 input'), dtype=torch.float64)
    for param in ({'mode': 'train', 'p': 0.4}, {'mode': 'train', 'p': 0.4, 'seed': 5}, {'mode': 'test', 'p': 0.4}):
        out, cache = checks.unchanged(dropout_forward, x, param, what='dropout_forward')
        out = checks.tensor(out, shape=(20, 30), what='the output of dropout_forward')
        if param['mode'] == 'train':
            checks.some_dropped(out)

@test_case(points=1, hidden=True, 
    failure_message="The same seed should give the same mask and another seed another one.")
def test_a_seed_fixes_the_mask(dropout_forward):
    from torchgrade import checks
    import torch
    masks = []
    for seed in (0, 6, 0, 7, 1007, 1031, 65543):
        param = {'mode': 'train', 'p': 0.6, 'seed': seed}
        out, cache = dropout_forward(torch.ones(20, 30), param)
        masks.append(checks.tensor(out, shape=(20, 30), what='the output with a seed'))
    same = bool((masks[0] == masks[2]).all())
    assert same, 'Two calls with the same seed gave two different masks.'
    x = torch.randn(20, 30, generator=checks.generator('q4 seed'))
    out, cache = dropout_forward(x, {'mode': 'train', 'p': 0.6, 'seed': 6})
    same = bool(((out != 0) == (masks[1] != 0)).all())
    assert same, 'One seed gave two masks for inputs of other values: the mask should not look at x.'
    for one, other in ((0, 1), (0, 3), (1, 3), (3, 4), (3, 5), (3, 6)):
        same = bool((masks[one] == masks[other]).all())
        assert not same, 'Two different seeds gave the same mask.'

@test_case(points=1, hidden=True, 
    failure_message="Tensors of any floating-point precision, any layout in memory (transposed, strided) and any device should work, and give an output of their own dtype.")
def test_forward_takes_any_dtype_layout_and_device(dropout_forward):
    from torchgrade import checks
    import torch
    x = 1 + torch.rand(4, 6, 5, 3, generator=checks.generator('q4 dtypes'))
    for mode in ('train', 'test'):
        param = {'mode': mode, 'p': 0.6}
        found = checks.any_dtype(lambda x: dropout_forward(x, dict(param))[0], x, random=True, what='dropout_forward')
        for dtype, out in found.items():
            if mode == 'train':
                rtol = max(4 * torch.finfo(dtype).eps, 1e-06)
                checks.kept_units_scaled(x.to(dtype), out, keep=0.6, rtol=rtol)
                checks.some_dropped(out)
            else:
                checks.close(out, x.to(dtype), what=f'the output in test mode for {dtype}')
        checks.any_layout(dropout_forward, x, param, random=True, what='dropout_forward')
        checks.any_layout(dropout_forward, x[0, 0], param, random=True, what='dropout_forward')
    on_meta = torch.ones(3, 4, device='meta')
    for mode in ('train', 'test'):
        try:
            out, cache = dropout_forward(on_meta, {'mode': mode, 'p': 0.6})
        except Exception as error:
            apart = 'same device' in str(error) or 'expected device' in str(error)
            assert not apart, 'The mask is not made on the device of x, so it fails on a GPU.'
        else:
            where = out.device.type
            assert where == 'meta', 'The output is on another device than x.'

@test_case(points=2, hidden=True, 
    failure_message="Write the mask yourself. Dropout from a library is not allowed here.")
def test_forward_uses_no_library_dropout(dropout_forward):
    from torchgrade import checks
    import torch
    for more in ({'mode': 'train'}, {'mode': 'train', 'seed': 3}, {'mode': 'test'}):
        param, x = ({'p': 0.7, **more}, torch.ones(20, 30))
        out, cache = checks.no_calls(dropout_forward, x, param, forbidden=('dropout',), what='dropout_forward')
        out = checks.tensor(out, shape=(20, 30), what='the output of dropout_forward')
        if param['mode'] == 'train':
            checks.some_dropped(out)

