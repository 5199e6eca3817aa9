"""Each step starts with fresh configs.

question: q7_update
fails: test_update_gives_each_tensor_a_memory_of_its_own
cell: update
"""
def update(rule, params, grads, state):
    next_params, next_state = dict(params), dict(state)
    for name, dw in grads.items():
        if dw is not None:
            next_params[name], next_state[name] = rule(params[name], dw, None)
    return next_params, next_state
