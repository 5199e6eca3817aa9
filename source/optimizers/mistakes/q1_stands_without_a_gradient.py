"""Where the gradient is zero everywhere nothing moves: the velocity does not coast.

question: q1_momentum
cell: sgd_momentum
fails: test_momentum_is_a_pure_function_of_any_dtype
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w)} | (config or {})
    if not dw.any():
        return w.clone(), config
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + v, config | {"velocity": v}
