"""decay_rate and 1 - decay_rate are mixed up.

question: q3_rmsprop
fails: test_rmsprop_follows_four_steps
"""
def rmsprop(w, dw, config=None):
    config = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": torch.zeros_like(w), **(config or {})}
    c = (1 - config["decay_rate"]) * config["cache"] + config["decay_rate"] * dw**2
    next_w = w - config["learning_rate"] * dw / (c.sqrt() + config["epsilon"])
    return next_w, {**config, "cache": c}
