"""Computed in float64 and rounded once, at the end; the averages in the dtype of w.

question: q5_adam
fails: none
cell: adam
"""
def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0, **(config or {})}
    c.setdefault("m", torch.zeros_like(w))
    c.setdefault("v", torch.zeros_like(w))
    g, b1, b2 = dw.double(), c["beta1"], c["beta2"]
    m = b1 * c["m"].double() + (1 - b1) * g
    v = b2 * c["v"].double() + (1 - b2) * g**2
    t = c["t"] + 1
    step = m / (1 - b1**t) / (torch.sqrt(v / (1 - b2**t)) + c["epsilon"])
    new = w.double() - c["learning_rate"] * step
    c.update(m=m.to(w.dtype), v=v.to(w.dtype), t=t)
    return new.to(w.dtype), c
