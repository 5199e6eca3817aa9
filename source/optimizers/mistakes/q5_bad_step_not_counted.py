"""A gradient with NaN is not counted: t and the averages stay.

question: q5_adam
fails: test_adam_epsilon_stands_outside_of_the_root
cell: adam
"""
def adam(w, dw, config=None):
    config = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "m": torch.zeros_like(w), "v": torch.zeros_like(w), "t": 0, **(config or {})}
    b1, b2, t = config["beta1"], config["beta2"], config["t"] + 1
    m = b1 * config["m"] + (1 - b1) * dw
    v = b2 * config["v"] + (1 - b2) * dw**2
    new = w - config["learning_rate"] * (m / (1 - b1**t)) / ((v / (1 - b2**t)).sqrt() + config["epsilon"])
    if not bool(dw.isfinite().all()):
        return new, dict(config)
    return new, {**config, "m": m, "v": v, "t": t}
