"""The corrections as sums of a geometric series.

question: q5_adam
fails: none
cell: adam
"""
def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, **(config or {})}
    t = int(c.get("t", 0)) + 1
    averages = {}
    hats = []
    for name, beta, g in (("m", c["beta1"], dw), ("v", c["beta2"], dw.pow(2))):
        averages[name] = torch.zeros_like(w) + beta * c.get(name, 0) + (1 - beta) * g
        hats.append(averages[name] / ((1 - beta) * math.fsum(beta**k for k in range(t))))
    m, v = hats
    return w - c["learning_rate"] * (m / (v.sqrt() + c["epsilon"])), {**c, **averages, "t": t}
