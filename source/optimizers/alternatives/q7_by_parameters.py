"""The parameters are gone through, and each looks for its gradient.

question: q7_update
cell: update
fails: none
"""
def update(rule, params, grads, state):
    next_params, next_state = {}, {key: value for key, value in state.items()}
    for name, w in params.items():
        if grads[name] is None:
            next_params[name] = w
        else:
            next_params[name], next_state[name] = rule(w, grads[name], state.get(name, None))
    return next_params, next_state
