"""Gradients are clipped to a norm of 5, as with other networks.

question: q7_update
fails: test_update_leaves_its_arguments_alone
cell: update
"""
def update(rule, params, grads, state):
    next_params, next_state = dict(params), dict(state)
    for name, dw in grads.items():
        if dw is not None:
            norm = dw.norm()
            dw = dw * (5 / norm) if norm > 5 else dw
            next_params[name], next_state[name] = rule(params[name], dw, state.get(name))
    return next_params, next_state
