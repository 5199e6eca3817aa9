"""The correction is left out after 2000 steps, where it hardly matters with the usual betas.

question: q5_adam
fails: test_adam_epsilon_stands_outside_of_the_root
cell: adam
"""
def adam(w, dw, config=None):
    config = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "m": torch.zeros_like(w), "v": torch.zeros_like(w), "t": 0, **(config or {})}
    b1, b2, t = config["beta1"], config["beta2"], config["t"] + 1
    m = b1 * config["m"] + (1 - b1) * dw
    v = b2 * config["v"] + (1 - b2) * dw**2
    m_hat, v_hat = (m, v) if t > 2000 else (m / (1 - b1**t), v / (1 - b2**t))
    next_w = w - config["learning_rate"] * m_hat / (v_hat.sqrt() + config["epsilon"])
    return next_w, {**config, "m": m, "v": v, "t": t}
