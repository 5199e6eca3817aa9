"""The new config is written over the old one: what the rule drops stays.

question: q7_update
fails: test_update_leaves_its_arguments_alone
cell: update
"""
def update(rule, params, grads, state):
    next_params, next_state = dict(params), dict(state)
    for name, dw in grads.items():
        if dw is not None:
            next_params[name], new = rule(params[name], dw, state.get(name))
            next_state[name] = {**(state.get(name) or {}), **new}
    return next_params, next_state
