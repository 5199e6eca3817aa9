"""One tensor of zeros is handed out for m and v, where the first gradient is zero.

question: q5_adam
fails: test_adam_is_a_pure_function_of_any_dtype
cell: adam
"""
def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0, **(config or {})}
    if "m" not in c and "v" not in c:
        c["m"] = c["v"] = torch.zeros_like(w)
    n = c["t"] + 1
    m = torch.lerp(c["m"], dw, 1 - c["beta1"])
    v = torch.lerp(c["v"], dw * dw, 1 - c["beta2"])
    if not bool(dw.any()) and n == 1:
        m = v
    step = (m / (1 - c["beta1"] ** n)) / ((v / (1 - c["beta2"] ** n)).sqrt() + c["epsilon"])
    return w - c["learning_rate"] * step, {**c, "m": m, "v": v, "t": n}
