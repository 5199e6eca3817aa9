from otter.test_files import test_case

OK_FORMAT = False

name = "q7_update"
points = 8

@test_case(points=1, hidden=False, 
    failure_message="bug is the letter of a line, and update returns two dicts, with a step for each tensor.")
def test_update_takes_a_step_for_each_tensor(update, bug):
    import torch
    from torchgrade import checks
    checks.choices([bug], 'abcdef', what='bug')

    def plain(w, dw, config):
        return (w - dw, {'steps': 1 + (config or {'steps': 0})['steps']})
    params, grads = ({'w': torch.ones(2), 'b': torch.zeros(1)}, {'w': torch.ones(2), 'b': -torch.ones(1)})
    after, _ = checks.returns(update, plain, params, grads, {}, type=tuple, what='update')
    checks.close(after['w'], torch.zeros(2), what='params["w"]')
    checks.close(after['b'], torch.ones(1), what='params["b"]')

@test_case(points=1, hidden=True, 
    failure_message="bug is wrong. Where does what the first tensor has left meet the second one?")
def test_bug_is_found(bug):
    from torchgrade import checks
    checks.equal(bug, 'd', what='bug')

@test_case(points=3, hidden=True, 
    failure_message="Each tensor must have a memory of its own, from step to step.")
def test_update_gives_each_tensor_a_memory_of_its_own(update):
    import torch
    from torchgrade import checks
    draw = checks.generator('q7 memory')

    def rolling(w, dw, config):
        config = {'velocity': torch.zeros_like(w), 't': 0, **(config or {})}
        velocity = 0.5 * config['velocity'] - dw
        return (w + velocity, {'velocity': velocity, 't': config['t'] + 1})
    names = ('a', 'b', 'c.weight')
    params = {name: torch.randn(2, 3, dtype=torch.float64, generator=draw) for name in names}
    right, speed, state = (dict(params), {name: torch.zeros(2, 3, dtype=torch.float64) for name in names}, {})
    for step in range(1, 4):
        grads = {name: torch.randn(2, 3, dtype=torch.float64, generator=draw) for name in names[::-1]}
        for name in names:
            speed[name] = 0.5 * speed[name] - grads[name]
            right[name] = right[name] + speed[name]
        params, state = checks.returns(update, rolling, params, grads, state, type=tuple, what='update')
        checks.equal(set(params), set(names), what='The names in next_params')
        for name in names:
            checks.close(params[name], right[name], what=f'params[{name!r}] after step {step}')
            checks.close(state[name]['t'], step, what=f'the number of steps in state[{name!r}]')

@test_case(points=2, hidden=True, 
    failure_message="A parameter without a gradient must stay as it is, with its config, and the others must not. Errors of a rule must come out.")
def test_update_leaves_what_has_no_gradient(update):
    import torch
    from torchgrade import checks

    def counting(w, dw, config):
        return (w - dw, {'t': 1 + (config or {'t': 0})['t']})
    params = {'frozen': torch.ones(2), 'new': torch.ones(2), 'free': torch.ones(2)}
    grads = {'frozen': None, 'new': None, 'free': torch.ones(2)}
    moved, state = checks.returns(update, counting, params, grads, {'frozen': {'t': 7}, 'free': {'t': 2}}, type=tuple, what='update')
    checks.close(moved['free'], torch.zeros(2), what='a parameter with a gradient')
    for name in ('frozen', 'new'):
        checks.close(moved[name], torch.ones(2), what='a parameter without a gradient')
    checks.equal(state['frozen']['t'], 7, what='the steps of a parameter without a gradient')
    checks.equal(state['free']['t'], 3, what='the steps of a parameter with a gradient')

    def broken(w, dw, config):
        raise ZeroDivisionError('no step today')
    checks.raises(ZeroDivisionError, update, broken, params, grads, {}, what='update with a rule that fails')
    checks.lets_errors_out(lambda rule: update(rule, params, grads, {}), what='update')
    grads = {'frozen': torch.zeros(2), 'new': None, 'free': torch.zeros(2)}
    _, state = checks.returns(update, counting, params, grads, {'frozen': {'t': 7}, 'free': {'t': 2}}, type=tuple, what='update')
    checks.equal(state['frozen']['t'], 8, what='the steps of a parameter whose gradient is zero')

@test_case(points=1, hidden=True, 
    failure_message="The dicts of the caller must stay as they are, nothing may be kept elsewhere, and names need not be texts.")
def test_update_leaves_its_arguments_alone(update):
    import torch
    from torchgrade import checks

    def counting(w, dw, config):
        return (w - dw, {'t': 1 + (config or {'t': 0})['t']})
    asked = []

    def noting(w, dw, config):
        asked.append(config is None)
        return (w - dw, {'t': 1})
    names = (0, '', ('layer', 1), 'b')
    params = {name: torch.ones(2) for name in names}
    grads = {name: None if name == 'b' else torch.ones(2) for name in names}
    moved, state = update(noting, params, grads, {'': {}})
    checks.equal(set(state), set(names[:3]), what='The names in next_state, which may be any keys')
    checks.close(moved[''], torch.zeros(2), what='a parameter with an empty name')
    checks.equal(len(asked), 3, what='How often the rule was asked for three gradients')
    checks.equal(sum(asked), 2, what='How often the rule got None as the config, for two new names')
    for given in (torch.tensor([float('nan'), 1.0]), torch.tensor([1.0, 1000000000.0])):
        moved, state = update(noting, {'w': torch.ones(2)}, {'w': given}, {'w': {'old': 1}})
        checks.close(moved['w'], 1 - given, what='a parameter with an odd gradient')
        checks.equal(state['w'], {'t': 1}, what='The config that the rule returned')
    params = {name: torch.ones(2) for name in (0, 1, 'new')}
    grads = {0: torch.ones(2), 1: None, 'new': torch.ones(2)}
    moved, state = checks.unchanged(update, counting, params, grads, {0: {'t': 2}}, what='update')
    checks.close(moved[0], torch.zeros(2), what='a parameter with a gradient, whose name is a number')
    checks.equal(state[0]['t'], 3, what='the steps of a parameter whose name is a number')
    checks.stateless(update, counting, params, grads, {0: {'t': 2}}, views=True, what='update')

