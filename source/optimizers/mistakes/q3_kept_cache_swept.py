"""The cache that is kept is swept of what is not finite.

question: q3_rmsprop
fails: test_rmsprop_epsilon_stands_outside_of_the_root
cell: rmsprop
"""
def rmsprop(w, dw, config=None):
    config = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": torch.zeros_like(w), **(config or {})}
    c = config["decay_rate"] * config["cache"] + (1 - config["decay_rate"]) * dw**2
    next_w = w - config["learning_rate"] * dw / (c.sqrt() + config["epsilon"])
    return next_w, {**config, "cache": torch.where(c.isfinite(), c, config["cache"])}
