"""A setting of 0 is taken for a missing one.

question: q1_momentum
fails: test_momentum_defaults
"""
def sgd_momentum(w, dw, config=None):
    config = dict(config or {})
    config["learning_rate"] = config.get("learning_rate") or 1e-2
    config["momentum"] = config.get("momentum") or 0.9
    v = config["momentum"] * config.get("velocity", torch.zeros_like(w)) - config["learning_rate"] * dw
    return w + v, {**config, "velocity": v}
