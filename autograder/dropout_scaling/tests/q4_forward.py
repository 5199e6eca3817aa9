from otter.test_files import test_case

OK_FORMAT = False

name = "q4_forward"
points = 16

@test_case(points=1, hidden=False, 
    failure_message="dropout_forward should return the pair (out, cache), and out should be a tensor like x.")
def test_forward_keeps_shape_and_dtype(dropout_forward):
    from torchgrade import checks
    import torch
    for dtype in (torch.float32, torch.float64):
        for shape in ((6,), (4, 5), (2, 3, 4, 4)):
            x = torch.randn(shape, generator=checks.generator('q4 shapes'), dtype=dtype)
            for mode in ('train', 'test'):
                out, cache = dropout_forward(x.clone(), {'mode': mode, 'p': 0.5})
                checks.tensor(out, shape=shape, dtype=dtype, what='the output of dropout_forward in ' + mode + ' mode')

@test_case(points=1, hidden=False, 
    failure_message="With p = 0.5 every output should be either 0 or twice its input.")
def test_kept_units_double_at_one_half(dropout_forward):
    from torchgrade import checks
    import torch
    x = 1 + torch.rand(20, 30, generator=checks.generator('q4 half'), dtype=torch.float64)
    out, cache = dropout_forward(x.clone(), {'mode': 'train', 'p': 0.5})
    checks.kept_units_scaled(x, out, keep=0.5)

@test_case(points=3, hidden=True, 
    failure_message="Units that are kept must be scaled so that the expected output equals the input. Remember that p is the keep probability here.")
def test_kept_units_are_scaled(dropout_forward):
    from torchgrade import checks
    import torch
    for keep in (0.8, 0.25, 1.0):
        x = 1 + torch.rand(40, 30, generator=checks.generator('q4 scaling'), dtype=torch.float64)
        x[:, ::3] *= -1
        out, cache = dropout_forward(x.clone(), {'mode': 'train', 'p': keep})
        checks.kept_units_scaled(x, out, keep=keep)

@test_case(points=2, hidden=True, 
    failure_message="The share of dropped elements does not fit the keep probability p.")
def test_share_of_dropped_units(dropout_forward):
    from torchgrade import checks
    import torch
    for keep in (0.8, 0.25):
        x = 1 + torch.rand(100, 100, generator=checks.generator('q4 share'), dtype=torch.float64)
        out, cache = dropout_forward(x.clone(), {'mode': 'train', 'p': keep})
        checks.drop_fraction(out, drop=1 - keep, false_failure=1e-07)

@test_case(points=2, hidden=True, 
    failure_message="In test mode the output should equal the input, with nothing dropped and nothing scaled.")
def test_test_mode_is_the_identity(dropout_forward):
    from torchgrade import checks
    import torch
    for keep in (0.8, 0.25):
        x = 1 + torch.rand(40, 30, generator=checks.generator('q4 both modes'), dtype=torch.float64)
        out, cache = dropout_forward(x.clone(), {'mode': 'train', 'p': keep})
        checks.some_dropped(out, what='the output in training mode')
        x = torch.randn(10, 7, generator=checks.generator('q4 test mode'), dtype=torch.float64)
        out, cache = dropout_forward(x.clone(), {'mode': 'test', 'p': keep})
        checks.close(out, x, rtol=0.0, atol=1e-12, what='the output in test mode')
        seeded, cache = dropout_forward(x.clone(), {'mode': 'test', 'p': keep, 'seed': 1})
        checks.close(seeded, x, rtol=0.0, atol=1e-12, what='the output in test mode with a seed')

@test_case(points=2, hidden=True, 
    failure_message="Without a seed each call should draw a new mask.")
def test_each_call_draws_a_new_mask(dropout_forward):
    from torchgrade import checks
    import torch
    x = torch.ones(20, 30, dtype=torch.float64)
    param = {'mode': 'train', 'p': 0.6}
    checks.fresh_mask(lambda: dropout_forward(x.clone(), param)[0])

@test_case(points=1, hidden=True, 
    failure_message="Every element needs a coin of its own. Examples must not share a mask, nor may the features of an example.")
def test_each_element_has_its_own_coin(dropout_forward):
    from torchgrade import checks
    import torch
    out, cache = dropout_forward(torch.ones(40, 50, dtype=torch.float64), {'mode': 'train', 'p': 0.6})
    checks.independent_mask(out)
    out, cache = dropout_forward(torch.ones(6, 7, 8, 8, dtype=torch.float64), {'mode': 'train', 'p': 0.6})
    out = checks.tensor(out, shape=(6, 7, 8, 8), what='the output of dropout_forward')
    checks.independent_mask(out.reshape(42, 64))

@test_case(points=1, hidden=True, 
    failure_message="dropout_forward changes the tensor that it was given. Make a new tensor for the output.")
def test_forward_leaves_its_input_alone(dropout_forward):
    from torchgrade import checks
    import torch
    x = 1 + torch.rand(20, 30, generator=checks.generator('q4 input'), dtype=torch.float64)
    out, cache = checks.unchanged(dropout_forward, x, {'mode': 'train', 'p': 0.4}, what='dropout_forward')
    out = checks.tensor(out, shape=(20, 30), what='the output of dropout_forward')
    checks.some_dropped(out)

@test_case(points=1, hidden=True, 
    failure_message="The same seed should give the same mask and another seed another one.")
def test_a_seed_fixes_the_mask(dropout_forward):
    from torchgrade import checks
    import torch
    x = torch.ones(20, 30, dtype=torch.float64)
    masks = []
    for seed in (0, 6, 0):
        out, cache = dropout_forward(x.clone(), {'mode': 'train', 'p': 0.6, 'seed': seed})
        masks.append(checks.tensor(out, shape=(20, 30), what='the output with a seed'))
    assert bool((masks[0] == masks[2]).all()), 'Two calls with the same seed gave two different masks.'
    assert not bool((masks[0] == masks[1]).all()), 'Two different seeds gave the same mask.'

@test_case(points=2, hidden=True, 
    failure_message="Write the mask yourself. Dropout from a library is not allowed here.")
def test_forward_uses_no_library_dropout(dropout_forward):
    from torchgrade import checks
    import torch
    for param in ({'mode': 'train', 'p': 0.7}, {'mode': 'train', 'p': 0.7, 'seed': 3}, {'mode': 'test', 'p': 0.7}):
        out, cache = checks.no_calls(dropout_forward, torch.ones(20, 30), param, forbidden=('dropout',), what='dropout_forward')
        out = checks.tensor(out, shape=(20, 30), what='the output of dropout_forward')
        if param['mode'] == 'train':
            checks.some_dropped(out)

