"""The caller's weights are moved in place.

question: q1_momentum
fails: test_momentum_leaves_its_arguments_alone
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    w += v
    return w, {**config, "velocity": v}
