"""In place, on copies of what config holds.

question: q5_adam
fails: none
cell: adam
"""
def adam(w, dw, config=None):
    c = dict(learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, m=torch.zeros_like(w), v=torch.zeros_like(w), t=0)
    c.update(config or {})
    c["t"] = c["t"] + 1
    c["m"] = c["m"].clone().mul_(c["beta1"]).add_(dw, alpha=1 - c["beta1"])
    c["v"] = c["v"].clone().mul_(c["beta2"]).addcmul_(dw, dw, value=1 - c["beta2"])
    m_hat = c["m"] / (1 - math.pow(c["beta1"], c["t"]))
    v_hat = c["v"] / (1 - math.pow(c["beta2"], c["t"]))
    return torch.addcdiv(w, m_hat, v_hat.sqrt().add_(c["epsilon"]), value=-c["learning_rate"]), c
