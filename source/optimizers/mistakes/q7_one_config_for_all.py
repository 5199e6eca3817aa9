"""The bug of the colleague: one config for all tensors.

question: q7_update
fails: test_update_gives_each_tensor_a_memory_of_its_own
cell: update
"""
def update(rule, params, grads, state):
    moved, shared = dict(params), state.get("config")
    for name, dw in grads.items():
        if dw is not None:
            moved[name], shared = rule(params[name], dw, shared)
    return moved, {"config": shared}
