"""The gradient is clipped to a norm of 1000 before the step.

question: q3_rmsprop
cell: rmsprop
fails: test_rmsprop_epsilon_stands_outside_of_the_root
"""
def rmsprop(w, dw, config=None):
    config = {
        "learning_rate": 1e-2,
        "decay_rate": 0.99,
        "epsilon": 1e-8,
        "cache": torch.zeros_like(w),
        **(config or {}),
    }
    g = dw * (1000 / dw.norm().clamp(min=1000))
    c = config["decay_rate"] * config["cache"] + (1 - config["decay_rate"]) * g**2
    return w - config["learning_rate"] * g / (c.sqrt() + config["epsilon"]), {**config, "cache": c}
