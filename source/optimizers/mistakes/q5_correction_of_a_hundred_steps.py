"""After a hundred steps the correction is left out, "since it is 1 by then".

question: q5_adam
cell: adam
fails: test_adam_epsilon_stands_outside_of_the_root
"""
def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0} | (config or {})
    c = {"m": torch.zeros_like(w), "v": torch.zeros_like(w)} | c
    t = c["t"] + 1
    m = c["beta1"] * c["m"] + (1 - c["beta1"]) * dw
    v = c["beta2"] * c["v"] + (1 - c["beta2"]) * dw * dw
    one, two = (1 - c["beta1"] ** t, 1 - c["beta2"] ** t) if t <= 100 else (1, 1)
    return w - c["learning_rate"] * (m / one) / ((v / two).sqrt() + c["epsilon"]), c | {"m": m, "v": v, "t": t}
