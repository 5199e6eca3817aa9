"""Without momentum it takes a plain step, and keeps the velocity of before.

question: q1_momentum
fails: test_momentum_defaults
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    if config["momentum"] == 0:
        return w - config["learning_rate"] * dw, config
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    config["velocity"] = v
    return w + v, config
