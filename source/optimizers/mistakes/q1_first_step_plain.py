"""The first step is not remembered (a warm-up of one step).

question: q1_momentum
fails: test_momentum_first_step
cell: sgd_momentum
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, **(config or {})}
    if "velocity" not in config:
        return w - config["learning_rate"] * dw, {**config, "velocity": torch.zeros_like(w)}
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + v, {**config, "velocity": v}
