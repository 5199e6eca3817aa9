"""Small functions: an average, a correction, a step.

question: q5_adam
fails: none
cell: adam
"""
_average = lambda old, new, beta: beta * old + (1 - beta) * new
_corrected = lambda average, beta, t: average / (1 - math.pow(beta, t))
_ADAM = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0}


def adam(w, dw, config=None):
    import collections
    c = collections.OrderedDict(_ADAM)
    for key, value in (config or {}).items():
        c[key] = value
    c["t"] = c["t"] + 1.0
    for key, beta, value in (("m", "beta1", dw), ("v", "beta2", dw.pow(2))):
        c[key] = _average(c.get(key, torch.zeros_like(w)), value, c[beta])
    m, v = (_corrected(c[key], c[beta], c["t"]) for key, beta in (("m", "beta1"), ("v", "beta2")))
    return w - c["learning_rate"] * m / (v**0.5 + c["epsilon"]), c
