"""With lerp and addcdiv.

question: q5_adam
fails: none
"""
def adam(w, dw, config=None):
    after = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0}
    after.update(config or {})
    zero = torch.zeros_like(w)
    after["t"] = after["t"] + 1
    after["m"] = torch.lerp(after.get("m", zero), dw, 1 - after["beta1"])
    after["v"] = torch.lerp(after.get("v", zero), dw.square(), 1 - after["beta2"])
    m_hat = after["m"] / (1 - after["beta1"] ** after["t"])
    v_hat = after["v"] / (1 - after["beta2"] ** after["t"])
    return torch.addcdiv(w, m_hat, v_hat.sqrt() + after["epsilon"], value=-after["learning_rate"]), after
