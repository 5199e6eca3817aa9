"""Both averages in one tensor of two rows, weights by broadcasting.

question: q5_adam
cell: adam
fails: none
"""
def adam(w, dw, config=None):
    config = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0} | (config or {})
    column = lambda *values: torch.tensor(values, dtype=w.dtype, device=w.device).reshape(2, *[1] * w.ndim)
    nothing = torch.zeros_like(w)
    old = torch.stack([config.get("m", nothing), config.get("v", nothing)])
    beta1, beta2, t = config["beta1"], config["beta2"], config["t"] + 1
    new = column(beta1, beta2) * old + column(1 - beta1, 1 - beta2) * torch.stack([dw, dw * dw])
    m_hat, v_hat = new[0] / (1 - beta1**t), new[1] / (1 - beta2**t)
    step = config["learning_rate"] * m_hat / (v_hat**0.5 + config["epsilon"])
    return w - step, config | {"m": new[0], "v": new[1], "t": t}
