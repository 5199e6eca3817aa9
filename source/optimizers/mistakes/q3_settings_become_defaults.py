"""The settings of a call stay as the defaults of all later ones.

question: q3_rmsprop
fails: test_rmsprop_defaults
"""
DEFAULTS = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8}


def rmsprop(w, dw, config=None):
    config = dict(config or {})
    DEFAULTS.update({key: config[key] for key in DEFAULTS if key in config})
    config = {**DEFAULTS, "cache": torch.zeros_like(w), **config}
    rate, rho = config["learning_rate"], config["decay_rate"]
    config["cache"] = rho * config["cache"] + (1 - rho) * dw**2
    return w - rate * dw / (config["cache"].sqrt() + config["epsilon"]), config
