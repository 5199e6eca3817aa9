"""Nesterov's momentum: the step looks ahead with the velocity that it is just making.

question: q1_momentum
fails: test_momentum_follows_four_steps
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + config["momentum"] * v - config["learning_rate"] * dw, {**config, "velocity": v}
