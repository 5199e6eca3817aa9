"""nan_to_num on the step: 0/0 is nothing, and an infinite gradient is a large one.

question: q3_rmsprop
fails: test_rmsprop_epsilon_stands_outside_of_the_root
cell: rmsprop
"""
def rmsprop(w, dw, config=None):
    c = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": torch.zeros_like(w), **(config or {})}
    cache = c["decay_rate"] * c["cache"] + (1 - c["decay_rate"]) * dw**2
    step = torch.nan_to_num(c["learning_rate"] * dw / (cache.sqrt() + c["epsilon"]))
    return w - step, {**c, "cache": cache}
