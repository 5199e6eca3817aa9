"""The rule is asked with a gradient of zeros where there is none, and its answer is thrown away.

question: q7_update
fails: test_update_leaves_its_arguments_alone
cell: update
"""
def update(rule, params, grads, state):
    new, states = dict(params), dict(state)
    for name, w in params.items():
        slope = grads[name]
        answer = rule(w, torch.zeros_like(w) if slope is None else slope, state.get(name))
        if slope is not None:
            new[name], states[name] = answer
    return new, states
