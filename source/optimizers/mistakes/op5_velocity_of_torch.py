"""PyTorch's velocity, without the learning rate: the same way at first, another one once the rate changes.

question: q1_momentum
fails: test_momentum_feels_a_new_learning_rate
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["momentum"] * config["velocity"] + dw
    return w - config["learning_rate"] * v, {**config, "velocity": v}
