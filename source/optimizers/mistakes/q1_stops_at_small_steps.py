"""A velocity below 1e-4 is taken for zero, "so that training comes to rest".

question: q1_momentum
cell: sgd_momentum
fails: test_momentum_is_a_pure_function_of_any_dtype
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w)} | (config or {})
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    v = torch.where(v.abs() < 1e-4, torch.zeros_like(v), v)
    return w + v, config | {"velocity": v}
