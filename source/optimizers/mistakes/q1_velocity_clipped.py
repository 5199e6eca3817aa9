"""The velocity is clipped to a norm of 1000, so that nothing explodes.

question: q1_momentum
fails: test_momentum_is_a_pure_function_of_any_dtype
cell: sgd_momentum
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    if v.norm() > 1000 and v.norm() < float("inf"):
        v = v * (1000 / v.norm())
    return w + v, {**config, "velocity": v}
