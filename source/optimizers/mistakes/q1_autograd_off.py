"""torch.set_grad_enabled(False), left so.

question: q1_momentum
fails: test_momentum_is_a_pure_function_of_any_dtype
cell: sgd_momentum
"""
def sgd_momentum(w, dw, config=None):
    torch.set_grad_enabled(False)
    config = {"learning_rate": 1e-2, "momentum": 0.9, **(config or {})}
    v = config["momentum"] * config.get("velocity", torch.zeros_like(w)) - config["learning_rate"] * dw
    return w + v, {**config, "velocity": v}
