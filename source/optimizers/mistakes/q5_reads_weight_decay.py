"""Adam adds a weight decay to the gradient, where the config holds one.

question: q5_adam
fails: test_adam_defaults
"""
def adam(w, dw, config=None):
    c = dict(learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, t=0, m=torch.zeros_like(w), v=torch.zeros_like(w))
    c.update(config or {})
    c["t"] += 1
    g = dw + c.get("weight_decay", 0) * w
    c["m"] = c["beta1"] * c["m"] + (1 - c["beta1"]) * g
    c["v"] = c["beta2"] * c["v"] + (1 - c["beta2"]) * g**2
    mh, vh = c["m"] / (1 - c["beta1"] ** c["t"]), c["v"] / (1 - c["beta2"] ** c["t"])
    return w - c["learning_rate"] * mh / (vh.sqrt() + c["epsilon"]), c
