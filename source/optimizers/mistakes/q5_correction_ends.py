"""The correction is left out after ten steps.

question: q5_adam
fails: test_adam_epsilon_stands_outside_of_the_root
"""
def adam(w, dw, config=None):
    defaults = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0}
    config = {**defaults, "m": torch.zeros_like(w), "v": torch.zeros_like(w), **(config or {})}
    beta1, beta2, t = config["beta1"], config["beta2"], config["t"] + 1
    m = beta1 * config["m"] + (1 - beta1) * dw
    v = beta2 * config["v"] + (1 - beta2) * dw**2
    m_hat, v_hat = (m / (1 - beta1**t), v / (1 - beta2**t)) if t <= 10 else (m, v)
    next_w = w - config["learning_rate"] * m_hat / (v_hat.sqrt() + config["epsilon"])
    return next_w, {**config, "m": m, "v": v, "t": t}
