from otter.test_files import test_case

OK_FORMAT = False

name = "q1_momentum"
points = 13

@test_case(points=1, hidden=False, 
    failure_message="The first step starts with a velocity of zero: it is a plain gradient step.")
def test_momentum_first_step(sgd_momentum):
    import torch
    from torchgrade import checks
    w, dw = (torch.tensor([1.0, -2.0]), torch.tensor([0.5, 4.0]))
    next_w, config = checks.returns(sgd_momentum, w, dw, {'learning_rate': 0.5}, type=tuple, what='sgd_momentum')
    checks.close(next_w, torch.tensor([0.75, -4.0]), what='the weights after one step')
    checks.close(config['velocity'], torch.tensor([-0.25, -2.0]), what='the velocity after one step')

@test_case(points=1, hidden=False, 
    failure_message="w, dw and config belong to the caller: return new ones.")
def test_momentum_leaves_its_arguments_alone(sgd_momentum):
    import torch
    from torchgrade import checks
    w, dw, v = (torch.tensor([1.0, -2.0]), torch.tensor([0.5, 4.0]), torch.tensor([0.1, 0.2]))
    for config in ({'velocity': v}, {}, None):
        next_w, _ = checks.unchanged(sgd_momentum, w, dw, config)
        checks.tensor(next_w, shape=(2,), what='the weights after one step')

@test_case(points=5, hidden=True, 
    failure_message="Over several steps the weights do not go where momentum takes them.")
def test_momentum_follows_four_steps(sgd_momentum):
    import torch
    from torchgrade import checks
    draw = checks.generator('q1 steps')
    for shape in ((3, 4), (), (2, 3, 1, 2)):
        w = torch.randn(shape, dtype=torch.float64, generator=draw)
        v, config, right = (torch.zeros_like(w), {'learning_rate': 0.3, 'momentum': 0.7}, w)
        for step in range(4):
            dw = (1.0, 30.0, 0.1, 5.0)[step] * torch.randn(shape, dtype=torch.float64, generator=draw)
            v = 0.7 * v - 0.3 * dw
            right = right + v
            w, config = checks.returns(sgd_momentum, w, dw, config, type=tuple, what='sgd_momentum')
            checks.close(w, right, what=f'the weights after step {step + 1}')

@test_case(points=2, hidden=True, 
    failure_message="The velocity that is kept is not the one of the formula, or the learning rate of a later step is not felt as it should be.")
def test_momentum_feels_a_new_learning_rate(sgd_momentum):
    import torch
    from torchgrade import checks
    draw = checks.generator('q1 rate')
    w = torch.randn(5, dtype=torch.float64, generator=draw)
    v, config, right = (torch.zeros_like(w), {'momentum': 0.8}, w)
    for rate in (0.5, 0.05, 0.2):
        dw = torch.randn(5, dtype=torch.float64, generator=draw)
        v = 0.8 * v - rate * dw
        right = right + v
        w, config = checks.returns(sgd_momentum, w, dw, {**config, 'learning_rate': rate}, type=tuple, what='sgd_momentum')
        checks.close(w, right, what=f'the weights after a step with the learning rate {rate}')
        checks.close(config['velocity'], v, what='config["velocity"]')

@test_case(points=2, hidden=True, 
    failure_message="The defaults are those of the table, and the config that is returned holds all of them.")
def test_momentum_defaults(sgd_momentum):
    import torch
    from torchgrade import checks
    w, dw = (torch.tensor([1.0, -2.0], dtype=torch.float64), torch.tensor([0.5, 4.0], dtype=torch.float64))
    sgd_momentum(w, dw, {'learning_rate': 3.0, 'momentum': 0.5, 'velocity': w})
    for config in (None, {}):
        one, between = checks.returns(sgd_momentum, w, dw, config, type=tuple, what='sgd_momentum')
        checks.close(one, w - 0.01 * dw, what='the weights after a step with the defaults')
        two, after = checks.returns(sgd_momentum, one, dw, between, type=tuple, what='sgd_momentum')
        checks.close(two, one - 0.019 * dw, what='the weights after a second step with the defaults')
        checks.equal(set(after), {'learning_rate', 'momentum', 'velocity'}, what='The keys of the config')
        checks.close(after['learning_rate'], 0.01, what='config["learning_rate"]')
        checks.close(after['momentum'], 0.9, what='config["momentum"]')
    for settings in ({'momentum': 0.0}, {'learning_rate': 0.0}, {'learning_rate': 30.0}):
        moved, after = checks.returns(sgd_momentum, w, dw, {'velocity': w, **settings}, type=tuple, what='sgd_momentum')
        right = settings.get('momentum', 0.9) * w - settings.get('learning_rate', 0.01) * dw
        checks.close(moved, w + right, what=f'the weights after a step with {settings}')
        checks.close(after['velocity'], right, what=f'the velocity after a step with {settings}')
    odd = torch.tensor([float('nan'), 1.0, float('inf')])
    moved, after = checks.returns(sgd_momentum, torch.ones(3), odd, type=tuple, what='sgd_momentum')
    assert torch.isfinite(after['velocity']).tolist() == [False, True, False], f'A gradient of {odd.tolist()} should show in the velocity that is kept.'
    assert torch.isfinite(moved).tolist() == [False, True, False], f'A gradient of {odd.tolist()} should show in the weights, and leads to {moved.tolist()}.'

@test_case(points=2, hidden=True, 
    failure_message="A step depends on its arguments alone, and its results have the dtype of w.")
def test_momentum_is_a_pure_function_of_any_dtype(sgd_momentum):
    import torch
    from torchgrade import checks
    draw = checks.generator('q1 dtype')
    w, dw, v = (torch.randn(4, 6, generator=draw) for _ in range(3))
    moved, _ = checks.returns(sgd_momentum, w, dw, {'velocity': v}, type=tuple, what='sgd_momentum')
    checks.close(moved, w + 0.9 * v - 0.01 * dw, what='the weights after one step')
    moved, after = sgd_momentum(w, 0 * dw, {'velocity': 1e-05 * v})
    checks.close(after['velocity'] * 100000.0, 0.9 * v, what='1e5 times the velocity of a slow coast')
    checks.close(moved, w + 9e-06 * v, what='the weights after a step without a gradient')

    def step(w, dw, v):
        moved, after = sgd_momentum(w, dw, {'velocity': v})
        return (moved, after['velocity'])
    checks.any_scale(step, w.double(), dw.double(), v.double(), what='sgd_momentum')
    for config in ({'velocity': v, 'learning_rate': 0.25}, {'learning_rate': 0.25}):
        new = (-w, 2 * dw, {key: 3 * value for key, value in config.items()})
        checks.stateless(sgd_momentum, w, dw, config, apart=True, then=new, what='sgd_momentum')
        checks.stateless(sgd_momentum, 0 * w, dw, config, apart=True, what='sgd_momentum')
        checks.any_device(sgd_momentum, w, dw, config, what='sgd_momentum')
        checks.unchanged(sgd_momentum, w, dw, config, what='sgd_momentum')
        checks.any_dtype(sgd_momentum, w, dw, config, what='sgd_momentum')
        checks.any_layout(lambda w, dw, config=config: sgd_momentum(w, dw, config), w, dw, what='sgd_momentum')
    checks.unchanged(sgd_momentum, moved, dw, after, what='sgd_momentum')

