"""New names are put into the state of the caller, with None.

question: q7_update
fails: test_update_leaves_its_arguments_alone
cell: update
"""
def update(rule, params, grads, state):
    next_params, next_state = dict(params), dict(state)
    for name, dw in grads.items():
        if dw is None:
            continue
        config = state.setdefault(name, None)
        next_params[name], next_state[name] = rule(params[name], dw, config)
    return next_params, next_state
