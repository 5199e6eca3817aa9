"""The next state has the configs of this step's tensors only; what had no gradient is forgotten if it comes last.

question: q7_update
cell: update
fails: test_update_leaves_what_has_no_gradient
"""
def update(rule, params, grads, state):
    next_params, next_state = {}, {}
    for name in params:
        if grads.get(name) is None:
            next_params[name] = params[name]
            continue
        next_params[name], next_state[name] = rule(params[name], grads[name], state.get(name))
    return next_params, next_state
