"""All steps first, as a dict of pairs, then two dicts from it.

question: q7_update
cell: update
fails: none
"""
def update(rule, params, grads, state):
    from collections import ChainMap

    steps = {
        name: rule(params[name], dw, state[name] if name in state else None)
        for name, dw in grads.items()
        if dw is not None
    }
    moved = {name: pair[0] for name, pair in steps.items()}
    kept = {name: pair[1] for name, pair in steps.items()}
    return dict(ChainMap(moved, dict(params))), dict(ChainMap(kept, dict(state)))
