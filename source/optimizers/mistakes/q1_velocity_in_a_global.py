"""The velocity lives in a global: all tensors share it, and no step can be taken again.

question: q1_momentum
fails: test_momentum_is_a_pure_function_of_any_dtype
"""
_velocity = {}


def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["momentum"] * _velocity.get(tuple(w.shape), 0 * w) - config["learning_rate"] * dw
    _velocity[tuple(w.shape)] = v
    return w + v, {**config, "velocity": v}
