"""Goes through both dicts side by side, whatever their names.

question: q7_update
fails: test_update_gives_each_tensor_a_memory_of_its_own
cell: update
"""
def update(rule, params, grads, state):
    next_params, next_state = dict(params), dict(state)
    for name, dw in zip(params, grads.values()):
        if dw is not None:
            next_params[name], next_state[name] = rule(params[name], dw, state.get(name))
    return next_params, next_state
