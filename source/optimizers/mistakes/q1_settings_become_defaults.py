"""The settings of a call stay as the defaults of all later ones.

question: q1_momentum
fails: test_momentum_defaults
"""
DEFAULTS = {"learning_rate": 1e-2, "momentum": 0.9}


def sgd_momentum(w, dw, config=None):
    config = dict(config or {})
    DEFAULTS.update({key: config[key] for key in DEFAULTS if key in config})
    config = {**DEFAULTS, "velocity": torch.zeros_like(w), **config}
    config["velocity"] = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + config["velocity"], config
