"""Configs are told apart by the place of a name in the dict, so they change hands where the order does.

question: q7_update
cell: update
fails: test_update_leaves_what_has_no_gradient
"""
def update(rule, params, grads, state):
    next_params, next_state, old = dict(params), dict(state), list(state.values())
    for place, (name, dw) in enumerate(grads.items()):
        if dw is not None:
            config = old[place] if place < len(old) else None
            next_params[name], next_state[name] = rule(params[name], dw, config)
    return next_params, next_state
