"""Epsilon is added to the cache, and stays in it.

question: q3_rmsprop
fails: test_rmsprop_epsilon_stands_outside_of_the_root
cell: rmsprop
"""
def rmsprop(w, dw, config=None):
    c = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": torch.zeros_like(w), **(config or {})}
    cache = c["decay_rate"] * c["cache"] + (1 - c["decay_rate"]) * dw**2
    root = cache.sqrt() + c["epsilon"]
    return w - c["learning_rate"] * dw / root, {**c, "cache": cache + c["epsilon"] ** 2}
