"""Plain dropout takes its mask from ones that went through dropout_forward.

question: q6_propagate
fails: none
"""
def propagate(x, layers, p, mode, scaled):
    means = []
    for number, (w, b) in enumerate(layers, start=1):
        x = x @ w + b
        if number < len(layers):
            x = x.clamp(min=0)
            factors = dropout_forward(torch.ones_like(x), {"mode": mode, "p": p})[0]
            x = x * (factors if scaled else (factors != 0).to(x.dtype))
            means.append(x.mean().item())
    return means, x
