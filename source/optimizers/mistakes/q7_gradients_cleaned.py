"""Gradients are swept of NaN on the way to the rule.

question: q7_update
fails: test_update_leaves_its_arguments_alone
cell: update
"""
def update(rule, params, grads, state):
    next_params, next_state = dict(params), dict(state)
    for name, dw in grads.items():
        if dw is not None:
            next_params[name], next_state[name] = rule(params[name], dw.nan_to_num(), state.get(name))
    return next_params, next_state
