"""Names are turned into texts.

question: q7_update
fails: test_update_leaves_its_arguments_alone
cell: update
"""
def update(rule, params, grads, state):
    next_params, next_state = dict(params), dict(state)
    for name, dw in grads.items():
        if dw is not None:
            next_params[str(name)], next_state[str(name)] = rule(params[name], dw, state.get(name))
    return next_params, next_state
