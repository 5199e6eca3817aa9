from otter.test_files import test_case

OK_FORMAT = False

name = "q5_adam"
points = 16

@test_case(points=1, hidden=False, 
    failure_message="The first step of Adam is the learning rate, in the direction of the sign: the correction sees to that.")
def test_adam_first_step(adam):
    import torch
    from torchgrade import checks
    w, dw = (torch.tensor([1.0, -2.0]), torch.tensor([0.5, -40.0]))
    next_w, config = checks.returns(adam, w, dw, {'learning_rate': 0.5}, type=tuple, what='adam')
    checks.close(next_w, torch.tensor([0.5, -1.5]), what='the weights after one step')
    checks.close(config['t'], 1, what='config["t"] after one step')

@test_case(points=5, hidden=True, 
    failure_message="Over several steps the weights do not go where Adam takes them.")
def test_adam_follows_four_steps(adam):
    import torch
    from torchgrade import checks
    draw = checks.generator('q5 steps')
    for shape in ((3, 4), (), (2, 3, 1, 2)):
        w = torch.randn(shape, dtype=torch.float64, generator=draw)
        right = w.clone().requires_grad_()
        optimizer = torch.optim.Adam([right], lr=0.3, betas=(0.8, 0.95), eps=1e-08)
        config = {'learning_rate': 0.3, 'beta1': 0.8, 'beta2': 0.95}
        for step in range(4):
            dw = (1.0, 30.0, 0.1, 5.0)[step] * torch.randn(shape, dtype=torch.float64, generator=draw)
            right.grad = dw.clone()
            optimizer.step()
            w, config = checks.returns(adam, w, dw, config, type=tuple, what='adam')
            checks.close(w, right.detach(), what=f'the weights after step {step + 1}')

@test_case(points=3, hidden=True, 
    failure_message="What the config keeps is not t and the two averages before their correction.")
def test_adam_keeps_raw_averages_and_counts(adam):
    import torch
    from torchgrade import checks
    draw = checks.generator('q5 kept')
    w = torch.randn(5, dtype=torch.float64, generator=draw)
    m, v, config = (torch.zeros_like(w), torch.zeros_like(w), {'beta1': 0.7, 'beta2': 0.9})
    for step in range(1, 4):
        dw = torch.randn(5, dtype=torch.float64, generator=draw)
        m, v = (0.7 * m + 0.3 * dw, 0.9 * v + 0.1 * dw ** 2)
        w, config = checks.returns(adam, w, dw, config, type=tuple, what='adam')
        checks.close(config['m'], m, what=f'config["m"] after step {step}')
        checks.close(config['v'], v, what=f'config["v"] after step {step}')
        checks.close(config['t'], step, rtol=0.0, atol=0.0, what=f'config["t"] after step {step}')

@test_case(points=3, hidden=True, 
    failure_message="epsilon does not stand where the formula has it: outside of the root, after the correction.")
def test_adam_epsilon_stands_outside_of_the_root(adam):
    import torch
    from torchgrade import checks
    draw = checks.generator('q5 epsilon')
    w, dw, v = (torch.rand(6, dtype=torch.float64, generator=draw) + 0.1 for _ in range(3))
    m = torch.randn(6, dtype=torch.float64, generator=draw)
    config = {'epsilon': 0.5, 'm': m, 'v': v, 't': 2, 'learning_rate': 0.1}
    next_w, _ = checks.returns(adam, w, dw, config, type=tuple, what='adam')
    m_hat = (0.9 * m + 0.1 * dw) / (1 - 0.9 ** 3)
    v_hat = (0.999 * v + 0.001 * dw ** 2) / (1 - 0.999 ** 3)
    checks.close(next_w, w - 0.1 * m_hat / (v_hat.sqrt() + 0.5), what='the weights after a step with epsilon 0.5')
    for settings in ({'t': 40}, {'t': 1200}, {'t': 20000, 'beta2': 1 - 2 ** (-14)}, {'beta1': 0.0}, {'beta2': 0.0, 'epsilon': 0.0}, {'learning_rate': 0.0}):
        config = {'m': m, 'v': v, 't': 2, 'learning_rate': 0.1, 'epsilon': 0.5, **settings}
        moved, _ = checks.returns(adam, w, dw, config, type=tuple, what='adam')
        beta1, beta2, t = (settings.get('beta1', 0.9), settings.get('beta2', 0.999), config['t'] + 1)
        m_hat = (beta1 * m + (1 - beta1) * dw) / (1 - beta1 ** t)
        v_hat = (beta2 * v + (1 - beta2) * dw ** 2) / (1 - beta2 ** t)
        right = w - config['learning_rate'] * m_hat / (v_hat.sqrt() + config['epsilon'])
        checks.close(moved, right, what=f'the weights after a step with {settings}')
    for kept in ({'m': m, 'v': v}, {'m': m, 't': 4}, {'v': v, 't': 4}):
        t = kept.get('t', 0) + 1
        moved, after = adam(w, dw, {'epsilon': 0.5, **kept})
        m_hat = (0.9 * kept.get('m', 0.0) + 0.1 * dw) / (1 - 0.9 ** t)
        v_hat = (0.999 * kept.get('v', 0.0) + 0.001 * dw ** 2) / (1 - 0.999 ** t)
        right = w - 0.001 * m_hat / (v_hat.sqrt() + 0.5)
        checks.close(moved, right, what=f'the weights after a step that gets {sorted(kept)}')
    still = {'m': m, 'v': v, 't': 2, 'learning_rate': 0.1, 'epsilon': 0.5}
    moved, after = checks.returns(adam, w, 0 * dw, still, type=tuple, what='adam')
    m_hat, v_hat = (0.9 * m / (1 - 0.9 ** 3), 0.999 * v / (1 - 0.999 ** 3))
    right = w - 0.1 * m_hat / (v_hat.sqrt() + 0.5)
    checks.close(moved, right, what='the weights after a step without a gradient')
    checks.close(after['t'], 3, what='config["t"] after a step without a gradient')
    moved, _ = adam(w, 0 * dw, {**still, 'beta2': 0.0})
    checks.close(moved, w - 0.2 * m_hat, what='the weights where only m remembers a gradient')
    odd = torch.tensor([float('nan'), 1.0, float('inf')])
    moved, after = checks.returns(adam, torch.ones(3), odd, type=tuple, what='adam')
    for key in ('m', 'v'):
        assert torch.isfinite(after[key]).tolist() == [False, True, False], f'A gradient of {odd.tolist()} should show in the averages that are kept.'
    assert torch.isfinite(moved).tolist() == [False, True, False], f'A gradient of {odd.tolist()} should show in the weights, and leads to {moved.tolist()}.'

@test_case(points=2, hidden=True, 
    failure_message="The defaults are those of the table, and the config that is returned holds all of them.")
def test_adam_defaults(adam):
    import torch
    from torchgrade import checks
    w, dw = (torch.tensor([1.0, -2.0], dtype=torch.float64), torch.tensor([3e-08, 4.0], dtype=torch.float64))
    settings = {'learning_rate': 3.0, 'beta1': 0.5, 'beta2': 0.5, 'epsilon': 0.1}
    adam(w, dw, {**settings, 'm': w, 'v': w ** 2, 't': 5})
    moved, _ = checks.returns(adam, w, dw, {'weight_decay': 0.5}, type=tuple, what='adam')
    right = adam(w, dw, {})[0]
    checks.close(moved, right, what='the weights after a step, with a key of others in the config')
    for config in (None, {}):
        one, between = checks.returns(adam, w, dw, config, type=tuple, what='adam')
        two, after = checks.returns(adam, one, -dw, between, type=tuple, what='adam')
        right = w.clone().requires_grad_()
        optimizer = torch.optim.Adam([right], lr=0.001)
        for gradient in (dw, -dw):
            right.grad = gradient.clone()
            optimizer.step()
        checks.close(two, right.detach(), what='the weights after two steps with the defaults')
        checks.equal(set(after), {'learning_rate', 'beta1', 'beta2', 'epsilon', 'm', 'v', 't'}, what='The keys of the config')
        for key, value in (('learning_rate', 0.001), ('beta1', 0.9), ('beta2', 0.999), ('epsilon', 1e-08)):
            checks.close(after[key], value, rtol=1e-09, atol=0.0, what=f'config[{key!r}]')

@test_case(points=2, hidden=True, 
    failure_message="A step depends on its arguments alone, leaves them as they are, and its results have the dtype of w.")
def test_adam_is_a_pure_function_of_any_dtype(adam):
    import torch
    from torchgrade import checks
    draw = checks.generator('q5 dtype')
    w, dw, m = (torch.randn(4, 6, generator=draw) for _ in range(3))
    dw = dw + dw.sign()
    v = torch.rand(4, 6, generator=draw) + 0.5
    moved, _ = checks.returns(adam, w, dw, {'learning_rate': 0.5}, type=tuple, what='adam')
    checks.close(moved, w - 0.5 * dw.sign(), rtol=0.0, atol=5e-05, what='the weights after one step')
    moved, _ = adam(w.bfloat16(), dw.bfloat16(), {'learning_rate': 0.5})
    right = w.bfloat16().float() - 0.5 * dw.sign()
    checks.close(moved.float(), right, atol=0.05, what='the weights after one step in bfloat16')
    for config in ({'m': m, 'v': v, 't': 3, 'epsilon': 0.001, 'beta2': 0.5}, {'epsilon': 0.001, 'beta2': 0.5}):
        checks.unchanged(adam, w, dw, config, what='adam')
        new = (-w, 2 * dw, {**config, 'learning_rate': 0.5, 'beta2': 0.25})
        checks.stateless(adam, w, dw, {'learning_rate': 0.1, **config}, apart=True, then=new, what='adam')
        checks.stateless(adam, w, 0 * dw, config, apart=True, what='adam')
        checks.any_device(lambda w, dw, c: adam(w, dw, c)[0], w, dw, config, what='adam')
        checks.any_dtype(adam, w, dw, config, ulps=32, what='adam')
        checks.any_layout(lambda w, dw, config=config: adam(w, dw, config), w, dw, what='adam')
    moved, after = adam(w, dw, None)
    checks.unchanged(adam, moved, dw, after, what='adam')
    checks.stateless(adam, moved, dw, after, apart=True, what='adam')

