"""The first averages are made on the CPU.

question: q5_adam
cell: adam
fails: test_adam_is_a_pure_function_of_any_dtype
"""
def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "t": 0} | (config or {})
    for name in "mv":
        if name not in c:
            c[name] = torch.zeros(w.shape, dtype=w.dtype)
    t = c["t"] + 1
    m = c["beta1"] * c["m"] + (1 - c["beta1"]) * dw
    v = c["beta2"] * c["v"] + (1 - c["beta2"]) * dw * dw
    step = m / (1 - c["beta1"] ** t) / ((v / (1 - c["beta2"] ** t)).sqrt() + c["epsilon"])
    return w - c["learning_rate"] * step, c | {"m": m, "v": v, "t": t}
