"""The first velocity is made on the CPU, whatever the device of the weights.

question: q1_momentum
cell: sgd_momentum
fails: test_momentum_is_a_pure_function_of_any_dtype
"""
def sgd_momentum(w, dw, config=None):
    config = dict(config or {})
    config.setdefault("learning_rate", 1e-2)
    config.setdefault("momentum", 0.9)
    v = config.get("velocity")
    if v is None:
        v = torch.zeros(w.shape, dtype=w.dtype)
    config["velocity"] = config["momentum"] * v - config["learning_rate"] * dw
    return w + config["velocity"], config
