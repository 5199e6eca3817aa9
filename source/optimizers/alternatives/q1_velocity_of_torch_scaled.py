"""PyTorch's formula, with the velocity divided and multiplied by the rate of this step.

question: q1_momentum
fails: none
"""
def sgd_momentum(w, dw, config=None):
    settings = {"learning_rate": 1e-2, "momentum": 0.9}
    settings.update(config or {})
    velocity = settings.get("velocity", torch.zeros_like(w))
    step = -settings["momentum"] * velocity + settings["learning_rate"] * dw
    settings["velocity"] = -step
    return w - step, settings
