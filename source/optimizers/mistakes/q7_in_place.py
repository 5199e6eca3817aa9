"""The caller's dicts are changed.

question: q7_update
fails: test_update_leaves_its_arguments_alone
cell: update
"""
def update(rule, params, grads, state):
    next_params, next_state = params, state
    for name, dw in grads.items():
        if dw is not None:
            next_params[name], next_state[name] = rule(params[name], dw, state.get(name))
    return next_params, next_state
