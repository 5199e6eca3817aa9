"""The settings of a call stay as the defaults of all later ones.

question: q5_adam
fails: test_adam_defaults
"""
DEFAULTS = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}


def adam(w, dw, config=None):
    config = dict(config or {})
    DEFAULTS.update({key: config[key] for key in DEFAULTS if key in config})
    config = {**DEFAULTS, "m": torch.zeros_like(w), "v": torch.zeros_like(w), "t": 0, **config}
    t = config["t"] = config["t"] + 1
    b1, b2 = config["beta1"], config["beta2"]
    m = config["m"] = b1 * config["m"] + (1 - b1) * dw
    v = config["v"] = b2 * config["v"] + (1 - b2) * dw**2
    size = (v / (1 - b2**t)).sqrt() + config["epsilon"]
    return w - config["learning_rate"] * m / (1 - b1**t) / size, config
