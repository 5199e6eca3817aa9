"""The velocity that came in is changed in place, so that the caller's config changes.

question: q1_momentum
fails: test_momentum_leaves_its_arguments_alone
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["velocity"]
    v *= config["momentum"]
    v -= config["learning_rate"] * dw
    return w + v, {**config, "velocity": v}
