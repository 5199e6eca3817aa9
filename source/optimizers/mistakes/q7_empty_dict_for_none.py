"""A new name gets an empty dict as its config, one and the same for all.

question: q7_update
fails: test_update_leaves_its_arguments_alone
cell: update
"""
def update(rule, params, grads, state):
    new, states, nothing = dict(params), dict(state), {}
    for name, g in grads.items():
        if g is not None:
            new[name], states[name] = rule(params[name], g, state.get(name, nothing))
    return new, states
