"""The corrections by expm1 and log, in their order; lerp for the averages.

question: q5_adam
cell: adam
fails: none
"""
def adam(w, dw, config=None):
    s = dict(learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, t=0)
    s.update(config or {})
    t = int(s["t"]) + 1
    missing = lambda beta: 1.0 if beta == 0 else -math.expm1(t * math.log(beta))
    m = torch.lerp(dw, s.get("m", torch.zeros_like(w)), s["beta1"])
    v = torch.lerp(dw.square(), s.get("v", torch.zeros_like(w)), s["beta2"])
    denominator = torch.sqrt(v / missing(s["beta2"])) + s["epsilon"]
    s.update(m=m, v=v, t=t)
    return w - (s["learning_rate"] / missing(s["beta1"])) * m / denominator, s
