"""The velocity starts in float32, whatever the dtype of the weights: half precision comes out as float32.

question: q1_momentum
fails: test_momentum_is_a_pure_function_of_any_dtype
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros(w.shape), **(config or {})}
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + v, {**config, "velocity": v}
