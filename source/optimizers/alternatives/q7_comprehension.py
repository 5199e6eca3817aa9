"""With comprehensions.

question: q7_update
fails: none
cell: update
"""
def update(rule, params, grads, state):
    steps = {
        name: rule(w, grads[name], state.get(name))
        for name, w in params.items()
        if grads.get(name) is not None
    }
    moved = {name: step[0] for name, step in steps.items()}
    return params | moved, state | {name: step[1] for name, step in steps.items()}
