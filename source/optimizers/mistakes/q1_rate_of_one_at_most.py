"""A learning rate above 1 is taken for 1.

question: q1_momentum
fails: test_momentum_defaults
cell: sgd_momentum
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["momentum"] * config["velocity"] - min(config["learning_rate"], 1.0) * dw
    return w + v, {**config, "velocity": v}
