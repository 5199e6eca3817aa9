from otter.test_files import test_case

OK_FORMAT = False

name = "q3_rmsprop"
points = 10

@test_case(points=1, hidden=False, 
    failure_message="With an empty cache and a decay rate of 0 the first step is the learning rate, in the direction of the sign.")
def test_rmsprop_first_step(rmsprop):
    import torch
    from torchgrade import checks
    w, dw = (torch.tensor([1.0, -2.0]), torch.tensor([0.5, -40.0]))
    next_w, config = checks.returns(rmsprop, w, dw, {'learning_rate': 0.5, 'decay_rate': 0.0}, type=tuple, what='rmsprop')
    checks.close(next_w, torch.tensor([0.5, -1.5]), what='the weights after one step')
    checks.close(config['cache'], torch.tensor([0.25, 1600.0]), what='the cache after one step')

@test_case(points=4, hidden=True, 
    failure_message="Over several steps the weights do not go where RMSProp takes them.")
def test_rmsprop_follows_four_steps(rmsprop):
    import torch
    from torchgrade import checks
    draw = checks.generator('q3 steps')
    for shape in ((3, 4), (), (2, 3, 1, 2)):
        w = torch.randn(shape, dtype=torch.float64, generator=draw)
        right = w.clone().requires_grad_()
        optimizer = torch.optim.RMSprop([right], lr=0.3, alpha=0.8, eps=1e-08)
        config = {'learning_rate': 0.3, 'decay_rate': 0.8}
        for step in range(4):
            dw = (1.0, 30.0, 0.1, 5.0)[step] * torch.randn(shape, dtype=torch.float64, generator=draw)
            right.grad = dw.clone()
            optimizer.step()
            w, config = checks.returns(rmsprop, w, dw, config, type=tuple, what='rmsprop')
            checks.close(w, right.detach(), what=f'the weights after step {step + 1}')
            checks.close(config['cache'], optimizer.state[right]['square_avg'], what='config["cache"]')

@test_case(points=2, hidden=True, 
    failure_message="epsilon does not stand where the formula has it.")
def test_rmsprop_epsilon_stands_outside_of_the_root(rmsprop):
    import torch
    from torchgrade import checks
    draw = checks.generator('q3 epsilon')
    w, dw, c = (torch.rand(6, dtype=torch.float64, generator=draw) + 0.1 for _ in range(3))
    config = {'epsilon': 0.5, 'cache': c, 'decay_rate': 0.6, 'learning_rate': 0.1}
    next_w, after = checks.returns(rmsprop, w, dw, config, type=tuple, what='rmsprop')
    checks.close(after['cache'], 0.6 * c + 0.4 * dw ** 2, what='the cache, which holds no epsilon')
    right = w - 0.1 * dw / ((0.6 * c + 0.4 * dw ** 2).sqrt() + 0.5)
    checks.close(next_w, right, what='the weights after a step with epsilon 0.5')
    for settings in ({'epsilon': 0.0}, {'learning_rate': 0.0}):
        moved, _ = checks.returns(rmsprop, w, dw, {'cache': c, 'decay_rate': 0.6, **settings}, type=tuple, what='rmsprop')
        step = settings.get('learning_rate', 0.01) * dw / (0.6 * c + 0.4 * dw ** 2).sqrt()
        checks.close(moved, w - step, what=f'the weights after a step with {settings}')
    moved, _ = checks.returns(rmsprop, w, 0 * dw, {'cache': 0 * c, 'epsilon': 0.5}, type=tuple, what='rmsprop')
    checks.close(moved, w, what='the weights after a step without a gradient')
    _, after = rmsprop(w, dw * torch.tensor([0, 1, 1, 0, 1, 1]), {'cache': c, 'decay_rate': 0.6})
    right = 0.6 * c + 0.4 * dw ** 2 * torch.tensor([0, 1, 1, 0, 1, 1])
    checks.close(after['cache'], right, what='the cache, where some numbers have no gradient')
    moved, _ = rmsprop(w, dw, {'decay_rate': 1 - 2 ** (-14), 'epsilon': 0.0})
    checks.close(moved, w - 1.28 * dw.sign(), what='the weights after a first step that is long')
    _, after = rmsprop(w, 1000000.0 * dw, {'cache': c, 'decay_rate': 0.6})
    checks.close(after['cache'], 0.6 * c + 400000000000.0 * dw ** 2, what='the cache of a large gradient')
    odd = torch.tensor([float('nan'), 1.0, float('inf')])
    moved, after = checks.returns(rmsprop, torch.ones(3), odd, type=tuple, what='rmsprop')
    assert torch.isfinite(after['cache']).tolist() == [False, True, False], f'A gradient of {odd.tolist()} should show in the cache that is kept.'
    assert torch.isfinite(moved).tolist() == [False, True, False], f'A gradient of {odd.tolist()} should show in the weights, and leads to {moved.tolist()}.'

@test_case(points=1, hidden=True, 
    failure_message="The defaults are those of the table, and the config that is returned holds all of them.")
def test_rmsprop_defaults(rmsprop):
    import torch
    from torchgrade import checks
    w, dw = (torch.tensor([1.0, -2.0], dtype=torch.float64), torch.tensor([3e-08, 4.0], dtype=torch.float64))
    rmsprop(w, dw, {'learning_rate': 3.0, 'decay_rate': 0.5, 'epsilon': 0.1, 'cache': w ** 2})
    for config in (None, {}):
        next_w, after = checks.returns(rmsprop, w, dw, config, type=tuple, what='rmsprop')
        right = w - 0.01 * dw / ((0.01 * dw ** 2).sqrt() + 1e-08)
        checks.close(next_w, right, what='the weights after a step with the defaults')
        checks.equal(set(after), {'learning_rate', 'decay_rate', 'epsilon', 'cache'}, what='The keys of the config')
        for key, value in (('learning_rate', 0.01), ('decay_rate', 0.99), ('epsilon', 1e-08)):
            checks.close(after[key], value, rtol=1e-09, atol=0.0, what=f'config[{key!r}]')

@test_case(points=2, hidden=True, 
    failure_message="A step depends on its arguments alone, leaves them as they are, and its results have the dtype of w.")
def test_rmsprop_is_a_pure_function_of_any_dtype(rmsprop):
    import torch
    from torchgrade import checks
    draw = checks.generator('q3 dtype')
    w, dw = (torch.randn(4, 6, generator=draw) for _ in range(2))
    dw = dw + dw.sign()
    c = torch.rand(4, 6, generator=draw) + 0.5
    moved, _ = checks.returns(rmsprop, w, dw, {'cache': c}, type=tuple, what='rmsprop')
    right = w - 0.01 * dw / (0.99 * c + 0.01 * dw ** 2).sqrt()
    checks.close(moved, right, what='the weights after one step')
    still, after = rmsprop(w, 0 * dw, {'cache': c})
    checks.close(still, w, what='the weights after a step without a gradient')
    checks.close(after['cache'], 0.99 * c, what='the cache after a step without a gradient')
    for config in ({'cache': c, 'epsilon': 0.001}, {'epsilon': 0.001, 'decay_rate': 0.5}):
        checks.unchanged(rmsprop, w, dw, config, what='rmsprop')
        new = (-w, 2 * dw, {key: value / 2 for key, value in config.items()})
        checks.stateless(rmsprop, w, dw, config, apart=True, then=new, what='rmsprop')
        checks.any_device(rmsprop, w, dw, config, what='rmsprop')
        checks.any_dtype(rmsprop, w, dw, config, ulps=16, what='rmsprop')
        checks.any_layout(lambda w, dw, config=config: rmsprop(w, dw, config), w, dw, what='rmsprop')
    moved, after = rmsprop(w, dw, None)
    checks.unchanged(rmsprop, moved, dw, after, what='rmsprop')
    checks.stateless(rmsprop, moved, dw, after, apart=True, what='rmsprop')

