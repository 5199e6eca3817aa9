"""The first cache is made on the CPU, whatever the device of the weights.

question: q3_rmsprop
cell: rmsprop
fails: test_rmsprop_is_a_pure_function_of_any_dtype
"""
def rmsprop(w, dw, config=None):
    given = config or {}
    config = {"learning_rate": 1e-2, "decay_rate": 0.99, "epsilon": 1e-8, **given}
    c = given["cache"] if "cache" in given else torch.zeros(w.shape, dtype=w.dtype)
    c = config["decay_rate"] * c + (1 - config["decay_rate"]) * dw.square()
    step = config["learning_rate"] * dw / (c.sqrt() + config["epsilon"])
    return w - step, {**config, "cache": c}
