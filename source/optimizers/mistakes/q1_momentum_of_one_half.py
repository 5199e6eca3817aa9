"""Another default of the momentum.

question: q1_momentum
fails: test_momentum_defaults
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.5, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + v, {**config, "velocity": v}
