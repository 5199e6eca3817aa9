"""The corrections are computed in the dtype of the weights: in bfloat16, 0.999 is 1.

question: q5_adam
fails: test_adam_is_a_pure_function_of_any_dtype
"""
def adam(w, dw, config=None):
    c = dict(learning_rate=1e-3, beta1=0.9, beta2=0.999, epsilon=1e-8, t=0, m=torch.zeros_like(w), v=torch.zeros_like(w))
    c.update(config or {})
    c["t"] += 1
    c["m"] = c["beta1"] * c["m"] + (1 - c["beta1"]) * dw
    c["v"] = c["beta2"] * c["v"] + (1 - c["beta2"]) * dw**2
    b1, b2 = (torch.tensor(c[k], dtype=w.dtype, device=w.device) for k in ("beta1", "beta2"))
    mh, vh = c["m"] / (1 - b1 ** c["t"]), c["v"] / (1 - b2 ** c["t"])
    return w - c["learning_rate"] * mh / (vh.sqrt() + c["epsilon"]), c
