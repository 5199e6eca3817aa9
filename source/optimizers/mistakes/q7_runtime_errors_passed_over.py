"""A tensor for which the rule raises a RuntimeError is left as it is.

question: q7_update
fails: test_update_leaves_what_has_no_gradient
cell: update
"""
def update(rule, params, grads, state):
    next_params, next_state = dict(params), dict(state)
    for name, dw in grads.items():
        if dw is None:
            continue
        try:
            next_params[name], next_state[name] = rule(params[name], dw, state.get(name))
        except RuntimeError:
            pass
    return next_params, next_state
