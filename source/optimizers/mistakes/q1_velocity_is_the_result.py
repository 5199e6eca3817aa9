"""For weights of zero the velocity is handed out as the new weights: both are one tensor.

question: q1_momentum
fails: test_momentum_is_a_pure_function_of_any_dtype
cell: sgd_momentum
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, **(config or {})}
    v = config["momentum"] * config.get("velocity", torch.zeros_like(w)) - config["learning_rate"] * dw
    next_w = w + v if bool(w.any()) else v
    return next_w, {**config, "velocity": v}
