"""A parameter without a gradient is left out of what is returned.

question: q7_update
fails: test_update_leaves_what_has_no_gradient
cell: update
"""
def update(rule, params, grads, state):
    next_params, next_state = {}, {}
    for name, dw in grads.items():
        if dw is not None:
            next_params[name], next_state[name] = rule(params[name], dw, state.get(name))
    return next_params, next_state
