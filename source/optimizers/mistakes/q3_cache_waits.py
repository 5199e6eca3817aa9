"""Without a gradient the cache stays as it is, in place of being forgotten.

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
    rho, old = config["decay_rate"], config["cache"]
    c = torch.where(dw == 0, old, rho * old + (1 - rho) * dw**2)
    return w - config["learning_rate"] * dw / (c.sqrt() + config["epsilon"]), {**config, "cache": c}
