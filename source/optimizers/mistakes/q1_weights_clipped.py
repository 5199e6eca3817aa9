"""Weights are kept between -1000 and 1000.

question: q1_momentum
fails: test_momentum_is_a_pure_function_of_any_dtype
cell: sgd_momentum
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    next_w = torch.where((w + v).isfinite(), (w + v).clamp(-1000, 1000), w + v)
    return next_w, {**config, "velocity": v}
