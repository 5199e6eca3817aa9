"""The counter is a tensor that is counted up in place, also in the caller's config.

question: q5_adam
fails: test_adam_is_a_pure_function_of_any_dtype
cell: adam
"""
def adam(w, dw, config=None):
    c = {"learning_rate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "m": torch.zeros_like(w), "v": torch.zeros_like(w), **(config or {})}
    t = torch.as_tensor(c.get("t", 0))
    t += 1
    m = c["beta1"] * c["m"] + (1 - c["beta1"]) * dw
    v = c["beta2"] * c["v"] + (1 - c["beta2"]) * dw**2
    n = int(t)
    step = (m / (1 - c["beta1"] ** n)) / ((v / (1 - c["beta2"] ** n)).sqrt() + c["epsilon"])
    return w - c["learning_rate"] * step, {**c, "m": m, "v": v, "t": t}
