from otter.test_files import test_case

OK_FORMAT = False

name = "q11_decay"
points = 8

@test_case(points=1, hidden=False, 
    failure_message="Without a gradient only the decay is left: the weights shrink by the share learning_rate * weight_decay.")
def test_decay_without_a_gradient(with_decay):
    import torch
    from torchgrade import checks

    def plain(w, dw, config):
        return (w - config['learning_rate'] * dw, config)
    rule = with_decay(plain)
    w, config = (torch.tensor([1.0, -2.0]), {'learning_rate': 0.5, 'weight_decay': 0.2})
    for step in range(1, 4):
        w, config = checks.returns(rule, w, torch.zeros(2), config, type=tuple, what='with_decay(plain)')
        checks.close(w, torch.tensor([1.0, -2.0]) * 0.9 ** step, what=f'the weights after step {step}')

@test_case(points=4, hidden=True, 
    failure_message="Over several steps the weights do not go where the rule and the decay beside it take them.")
def test_decay_beside_a_rule_that_remembers(with_decay):
    import torch
    from torchgrade import checks
    draw = checks.generator('q11 steps')

    def adam(w, dw, config):
        m = 0.8 * config.get('m', 0.0) + 0.2 * dw
        v = 0.95 * config.get('v', 0.0) + 0.05 * dw ** 2
        t = config.get('t', 0) + 1
        size = (v / (1 - 0.95 ** t)).sqrt() + 0.01
        step = config['learning_rate'] * m / (1 - 0.8 ** t) / size
        return (w - step, {**config, 'm': m, 'v': v, 't': t})
    rule = with_decay(adam)
    for shape in ((3, 4), ()):
        w = torch.randn(shape, dtype=torch.float64, generator=draw)
        right = w.clone().requires_grad_()
        optimizer = torch.optim.AdamW([right], lr=0.3, betas=(0.8, 0.95), eps=0.01, weight_decay=0.4)
        config = {'learning_rate': 0.3, 'weight_decay': 0.4}
        for step, rate in enumerate((0.3, 0.3, 0.05, 0.2)):
            dw = torch.randn(shape, dtype=torch.float64, generator=draw)
            right.grad = dw.clone()
            optimizer.param_groups[0]['lr'] = rate
            config = {**config, 'learning_rate': rate}
            optimizer.step()
            w, config = checks.returns(rule, w, dw, config, type=tuple, what='with_decay(adam)')
            checks.close(w, right.detach(), what=f'the weights after step {step + 1}')

@test_case(points=2, hidden=True, 
    failure_message="The rule must be asked once a step, with w and dw as they are, and weight_decay has the default 1e-2.")
def test_rule_knows_nothing_of_the_decay(with_decay):
    import torch
    from torchgrade import checks
    asked = []

    def noting(w, dw, config):
        asked.append((w.clone(), dw.clone(), dict(config or {})))
        return (w - 2 * dw, {'learning_rate': 2.0, 'calls': 1 + (config or {}).get('calls', 0)})
    w, dw = (torch.tensor([10.0, -2.0]), torch.tensor([0.5, 4.0]))
    rule, config = (with_decay(noting), None)
    for step in range(1, 3):
        moved, config = checks.returns(rule, w, dw, config, type=tuple, what='with_decay(rule)')
        checks.close(moved, w - 2 * dw - 0.02 * w, what='the weights after a step with the default decay')
        checks.equal(len(asked), step, what='How often the rule was asked')
        checks.close(asked[-1][0], w, what='the weights that the rule gets')
        checks.close(asked[-1][1], dw, what='the gradient that the rule gets')
        given = asked[-1][2].get('weight_decay')
        checks.close(given, 0.01, what='weight_decay in the config that the rule gets')
        checks.close(config['weight_decay'], 0.01, what='config["weight_decay"]')
        checks.equal(config['calls'], step, what='what the rule keeps in its config')

@test_case(points=1, hidden=True, 
    failure_message="A step depends on its arguments alone and leaves them as they are, and two rules with decay do not meet.")
def test_rule_with_decay_is_a_pure_function(with_decay):
    import torch
    from torchgrade import checks

    def near(w, dw, config):
        return (w - 0.5 * dw, {**config, 'learning_rate': 0.5})

    def far(w, dw, config):
        return (w - 4.0 * dw, {**config, 'learning_rate': 4.0})
    draw = checks.generator('q11 pure')
    w, dw = (torch.randn(4, 6, generator=draw), torch.randn(4, 6, generator=draw))
    first, second = (with_decay(near), with_decay(far))
    moved, _ = checks.unchanged(first, w, dw, {'weight_decay': 0.25}, what='with_decay(rule)')
    checks.close(moved, w - 0.5 * dw - 0.125 * w, what='the weights after a step')
    moved, _ = checks.unchanged(second, w, dw, {'weight_decay': 0.25}, what='with_decay(rule)')
    checks.close(moved, w - 4.0 * dw - w, what='the weights after a step of another rule')
    moved, _ = checks.unchanged(first, w, dw, {'weight_decay': 0.0}, what='with_decay(rule)')
    checks.close(moved, w - 0.5 * dw, what='the weights after a step without decay')
    moved, _ = checks.unchanged(second, w, dw, {'weight_decay': 0.25, 'learning_rate': 0.5}, what='with_decay(rule)')
    checks.close(moved, w - 4.0 * dw - w, what='the weights where the rule has a rate of its own')
    for rule, rate in ((first, 0.5), (second, 4.0)):
        moved, _ = checks.unchanged(rule, w, dw, {}, what='with_decay(rule)')
        right = w - rate * dw - 0.01 * rate * w
        checks.close(moved, right, what='the weights after a step with the default decay')
    checks.stateless(first, w, dw, {'weight_decay': 0.25}, what='with_decay(rule)')
    for config in ({'weight_decay': 0.25, 'learning_rate': 0.5}, {'learning_rate': 0.5}):
        handing_back = with_decay(lambda w, dw, config: (w, config))
        moved, _ = checks.unchanged(handing_back, w, dw, config, what='with_decay(rule)')
        right = (1 - 0.5 * config.get('weight_decay', 0.01)) * w
        checks.close(moved, right, what='the weights where the rule hands them back')
    resting = with_decay(lambda w, dw, config: (w.clone(), {'learning_rate': 0.5}))
    for large in (0.25, 8.0):
        moved, _ = checks.unchanged(resting, w, dw, {'weight_decay': large}, what='with_decay(rule)')
        checks.close(moved, (1 - 0.5 * large) * w, what='the weights where the rule takes no step')
    moved, _ = first(w, 1000000.0 * dw, {'weight_decay': 0.0})
    checks.close(moved, w - 500000.0 * dw, what='the weights after a step with a large gradient')
    one = torch.ones(1)
    moved, _ = first(one, one, {'weight_decay': 0.25})
    checks.close(moved, torch.tensor([0.375]), what='a single weight after a step')
    moved, _ = first(one, float('nan') * one, {})
    assert bool(moved.isnan().all()), 'a gradient that is NaN should show in the weights'

    def broken(w, dw, config):
        raise ZeroDivisionError('no step today')
    checks.raises(ZeroDivisionError, with_decay(broken), w, dw, {}, what='with_decay of a rule that fails')
    checks.lets_errors_out(lambda f: with_decay(f)(w, dw, {}), what='with_decay of a rule')
    for dtype in (torch.bfloat16, torch.float64):
        moved, _ = first(w.to(dtype), dw.to(dtype), {'weight_decay': 0.25})
        checks.tensor(moved, dtype=dtype, what='the weights after a step')

