"""m and v begin anew while t is 0, though the config holds them.

question: q5_adam
fails: test_adam_epsilon_stands_outside_of_the_root
cell: adam
"""
def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0, **(config or {})}
    if c["t"] == 0:
        c["m"], c["v"] = torch.zeros_like(w), torch.zeros_like(w)
    n = c["t"] + 1
    m = c["beta1"] * c["m"] + (1 - c["beta1"]) * dw
    v = c["beta2"] * c["v"] + (1 - c["beta2"]) * dw**2
    step = (m / (1 - c["beta1"] ** n)) / ((v / (1 - c["beta2"] ** n)).sqrt() + c["epsilon"])
    return w - c["learning_rate"] * step, {**c, "m": m, "v": v, "t": n}
