"""A step is never longer than ten times the learning rate.

question: q3_rmsprop
fails: test_rmsprop_epsilon_stands_outside_of_the_root
cell: rmsprop
"""
def rmsprop(w, dw, config=None):
    config = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": torch.zeros_like(w), **(config or {})}
    c = config["decay_rate"] * config["cache"] + (1 - config["decay_rate"]) * dw**2
    step = (dw / (c.sqrt() + config["epsilon"])).clamp(-10, 10)
    return w - config["learning_rate"] * step, {**config, "cache": c}
