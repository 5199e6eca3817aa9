"""No gradient is taken for a gradient of zero: momentum and the counter go on.

question: q7_update
fails: test_update_leaves_what_has_no_gradient
cell: update
"""
def update(rule, params, grads, state):
    next_params, next_state = dict(params), dict(state)
    for name, dw in grads.items():
        if True:
            dw = torch.zeros_like(params[name]) if dw is None else dw
            next_params[name], next_state[name] = rule(params[name], dw, state.get(name))
    return next_params, next_state
