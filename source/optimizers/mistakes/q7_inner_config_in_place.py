"""The configs of the state get what the rule returned written into them.

question: q7_update
fails: test_update_leaves_its_arguments_alone
cell: update
"""
def update(rule, params, grads, state):
    next_params, next_state = dict(params), dict(state)
    for name, dw in grads.items():
        if dw is not None:
            next_params[name], new = rule(params[name], dw, state.get(name))
            if name in state:
                state[name].update(new)
                next_state[name] = state[name]
            else:
                next_state[name] = new
    return next_params, next_state
