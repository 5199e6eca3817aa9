"""A name that counts as false is left out.

question: q7_update
fails: test_update_leaves_its_arguments_alone
cell: update
"""
def update(rule, params, grads, state):
    new, states = dict(params), dict(state)
    for name in params:
        if name and grads[name] is not None:
            new[name], states[name] = rule(params[name], grads[name], state.get(name))
        elif not name and name != 0 and grads[name] is not None:
            new[name] = rule(params[name], grads[name], None)[0]
    return new, states
