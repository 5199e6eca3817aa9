"""Names are sorted: names of several kinds fail.

question: q7_update
fails: test_update_leaves_its_arguments_alone
cell: update
"""
def update(rule, params, grads, state):
    new, states = {}, dict(state)
    for name in sorted(params):
        if grads[name] is None:
            new[name] = params[name]
        else:
            new[name], states[name] = rule(params[name], grads[name], state.get(name))
    return new, states
