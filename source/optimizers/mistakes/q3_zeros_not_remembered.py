"""A gradient of zeros is taken for none: the cache stays as it is.

question: q3_rmsprop
fails: test_rmsprop_is_a_pure_function_of_any_dtype
"""
def rmsprop(w, dw, config=None):
    c = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, "cache": torch.zeros_like(w), **(config or {})}
    if dw.abs().sum() == 0:
        return w.clone(), c
    c["cache"] = c["decay_rate"] * c["cache"] + (1 - c["decay_rate"]) * dw**2
    return w - c["learning_rate"] * dw / (c["cache"].sqrt() + c["epsilon"]), c
