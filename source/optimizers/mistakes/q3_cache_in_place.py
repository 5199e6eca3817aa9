"""The cache that came in is changed in place.

question: q3_rmsprop
fails: test_rmsprop_is_a_pure_function_of_any_dtype
"""
def rmsprop(w, dw, config=None):
    config = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": torch.zeros_like(w), **(config or {})}
    c = config["cache"].mul_(config["decay_rate"]).add_((1 - config["decay_rate"]) * dw**2)
    next_w = w - config["learning_rate"] * dw / (c.sqrt() + config["epsilon"])
    return next_w, {**config, "cache": c}
