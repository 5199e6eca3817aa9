from otter.test_files import test_case

OK_FORMAT = False

name = "q9_descend"
points = 7

@test_case(points=1, hidden=False, 
    failure_message="Three steps of plain gradient descent from (2, 1), where the gradient is w itself, halve it three times.")
def test_path_of_plain_descent(descend):
    import torch
    from torchgrade import checks

    def halve(w, dw, config):
        return (w - 0.5 * dw, config)
    path = descend(halve, lambda w: w, torch.tensor([2.0, 1.0]), 3)
    checks.close(path, torch.tensor([[2.0, 1.0], [1.0, 0.5], [0.5, 0.25], [0.25, 0.125]]), what='the path')

@test_case(points=3, hidden=True, 
    failure_message="The path is wrong: each step must start where the last one ended, with the gradient of that place.")
def test_path_of_a_rule_that_remembers(descend):
    import torch
    from torchgrade import checks
    draw = checks.generator('q9 path')

    def rolling(w, dw, config):
        velocity = config['mu'] * config.get('v', torch.zeros_like(w)) - config['rate'] * dw
        return (w + velocity, {**config, 'v': velocity})
    for shape, steps in (((2, 1, 3), 3), ((2,), 6), ((3, 2), 4), ((), 5)):
        w = torch.randn(shape, dtype=torch.float64, generator=draw)
        right, at, v = ([w], w, torch.zeros_like(w))
        for _ in range(steps):
            v = 0.6 * v - 0.2 * (3 * at + 1)
            at = at + v
            right.append(at)
        path = descend(rolling, lambda x: 3 * x + 1, w, steps, {'mu': 0.6, 'rate': 0.2})
        checks.close(path, torch.stack(right), what=f'the path of {steps} steps from a start of shape {shape}')
        checks.tensor(path, dtype=torch.float64, what='the path')
    path = descend(rolling, lambda x: (x > 0.5) * x, torch.ones(1), 3, {'mu': 0.5, 'rate': 1.0})
    checks.close(path[:, 0], torch.tensor([1.0, 0.0, -0.5, -0.75]), what='the path onto a plain')
    resting = lambda w, dw, config: (w - (config['t'] > 0) * dw, {'t': config['t'] + 1})
    path = descend(resting, torch.ones_like, torch.zeros(()), 3, {'t': 0})
    checks.close(path, torch.tensor([0.0, 0.0, -1.0, -2.0]), what='the path of a rule that rests once')
    seen = []

    def handing_on(w, dw, config):
        seen.append(config)
        return (w - dw, {f'after step {len(seen)}': 1})
    for config in (None, {'rate': 0.5}):
        seen.clear()
        descend(handing_on, torch.ones_like, torch.zeros(2), 3, config)
        checks.equal(seen[0] is None, config is None, what='Whether the first step gets None')
        checks.equal(seen[0] or {}, config or {}, what='The config of the first step')
        checks.equal(seen[1:], [{'after step 1': 1}, {'after step 2': 1}], what='The configs after it')
    halving = lambda w, dw, config: (w - dw * config['learning_rate'], {key: value / 2 for key, value in config.items()})
    settings = dict.fromkeys(('learning_rate', 'momentum', 'decay_rate', 'beta1', 'beta2'), 1.0)
    path = descend(halving, torch.ones_like, torch.zeros(()), 3, settings)
    checks.close(path, torch.tensor([0.0, -1.0, -1.5, -1.75]), what='the path of a rate that halves')
    path = descend(lambda w, dw, config: (w - 1e-08 * dw, config), torch.ones_like, 0 * w, 3)
    right = -torch.arange(4, dtype=torch.float64)
    checks.close(100000000.0 * path, right.reshape(4, *[1] * w.ndim), what='1e8 times a short path')

@test_case(points=2, hidden=True, 
    failure_message="The gradient must be asked for once a step, where the step starts, and a path of no steps is its start.")
def test_gradient_is_asked_for_once_a_step(descend):
    import torch
    from torchgrade import checks
    asked = []

    def gradient(w):
        asked.append(w.clone())
        return torch.ones_like(w)
    path = descend(lambda w, dw, config: (w - dw, config), gradient, torch.zeros(2), 4)
    checks.close(path[:, 0], torch.tensor([0.0, -1.0, -2.0, -3.0, -4.0]), what='the path')
    checks.equal(len(asked), 4, what='How often the gradient was asked for in 4 steps')
    checks.close(torch.stack(asked), path[:-1], what='where the gradient was asked for')
    checks.close(descend(lambda w, dw, config: (w - dw, config), gradient, torch.ones(2), 0), torch.ones(1, 2), what='the path of no steps')
    far = descend(lambda w, dw, config: (w - dw, config), lambda w: 1e+30 * w, torch.ones(2), 5)
    checks.tensor(far, shape=(6, 2), finite=False, what='a path that leaves all numbers behind')
    assert not bool(far[-1].isfinite().any()), 'a path that leaves all numbers behind should show infinity or NaN'
    long = descend(lambda w, dw, config: (w - dw, config), torch.ones_like, torch.zeros(()), 1200)
    checks.close(long, -torch.arange(1201.0), what='a long path')

@test_case(points=1, hidden=True, 
    failure_message="The start and the config of the caller must stay as they are, nothing may be kept elsewhere, and errors of a rule or a gradient must come out.")
def test_descend_leaves_its_arguments_alone(descend):
    import torch
    from torchgrade import checks

    def rule(w, dw, config):
        return (w - config['rate'] * dw, {**config, 't': config.get('t', 0) + 1})
    path = checks.unchanged(descend, rule, lambda w: w, torch.ones(2), 2, {'rate': 0.5}, what='descend')
    checks.close(path[-1], torch.full((2,), 0.25), what='the end of the path')
    checks.stateless(descend, rule, lambda w: w, torch.ones(2), 2, {'rate': 0.5}, views=True, what='descend')

    def broken(w, dw, config):
        raise ZeroDivisionError('no step today')
    checks.raises(ZeroDivisionError, descend, broken, lambda w: w, torch.ones(2), 2, what='descend with a rule that fails')
    still = lambda w, dw, config: (w - dw, config)
    checks.lets_errors_out(lambda f: descend(f, torch.ones_like, torch.ones(2), 2), what='descend')
    checks.lets_errors_out(lambda f: descend(still, f, torch.ones(2), 2), what='descend')

    def nowhere(w):
        raise ZeroDivisionError('no gradient here')
    checks.raises(ZeroDivisionError, descend, lambda w, dw, config: (w - dw, config), nowhere, torch.ones(2), 2, what='descend with a gradient that fails')

