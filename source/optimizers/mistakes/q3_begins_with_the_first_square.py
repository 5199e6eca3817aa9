"""The cache begins with the first squared gradient.

question: q3_rmsprop
fails: test_rmsprop_follows_four_steps
cell: rmsprop
"""
def rmsprop(w, dw, config=None):
    c = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, **(config or {})}
    old = c.get("cache", dw**2)
    c["cache"] = c["decay_rate"] * old + (1 - c["decay_rate"]) * dw**2
    return w - c["learning_rate"] * dw / (c["cache"].sqrt() + c["epsilon"]), c
