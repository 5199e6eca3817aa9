"""A function for one name, mapped over all.

question: q7_update
fails: none
cell: update
"""
def update(rule, params, grads, state):
    def one(name):
        g = grads[name]
        return (params[name], state[name] if name in state else None) if g is None else rule(params[name], g, state.get(name))

    pairs = dict(zip(params, map(one, params)))
    keep = [n for n in params if grads[n] is not None or n in state]
    return {n: p for n, (p, _) in pairs.items()}, {**state, **{n: pairs[n][1] for n in keep}}
