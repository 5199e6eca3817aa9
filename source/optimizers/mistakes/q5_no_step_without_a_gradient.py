"""Where all of the gradient is zero, no step is taken and none is counted.

question: q5_adam
cell: adam
fails: test_adam_epsilon_stands_outside_of_the_root
"""
def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0} | (config or {})
    c = {"m": torch.zeros_like(w), "v": torch.zeros_like(w)} | c
    if not torch.any(dw):
        return w + 0, c
    t = c["t"] + 1
    m = c["beta1"] * c["m"] + (1 - c["beta1"]) * dw
    v = c["beta2"] * c["v"] + (1 - c["beta2"]) * dw * dw
    step = m / (1 - c["beta1"] ** t) / ((v / (1 - c["beta2"] ** t)).sqrt() + c["epsilon"])
    return w - c["learning_rate"] * step, c | {"m": m, "v": v, "t": t}
