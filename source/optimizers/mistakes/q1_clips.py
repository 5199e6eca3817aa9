"""Gradients are clipped at 10.

question: q1_momentum
fails: test_momentum_follows_four_steps
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw.clamp(-10, 10)
    return w + v, {**config, "velocity": v}
