"""The defaults are not in the config that is returned.

question: q1_momentum
fails: test_momentum_defaults
"""
def sgd_momentum(w, dw, config=None):
    given = config or {}
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + v, {**given, "velocity": v}
