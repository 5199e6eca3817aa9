"""Only the first fifty numbers are moved, "since a check of all takes too long"; the others get 0.

question: q1_numeric_gradient
cell: numeric_gradient
fails: test_numeric_gradient_takes_any_tensor
"""
def numeric_gradient(f, x, h=1e-5):
    out = torch.zeros(x.numel(), dtype=x.dtype)
    flat = x.reshape(-1)
    for i in range(min(50, x.numel())):
        step = torch.zeros_like(flat)
        step[i] = h
        ends = [float(f((flat + s * step).reshape(x.shape))) for s in (1, -1)]
        out[i] = (ends[0] - ends[1]) / (2 * h)
    return out.reshape(x.shape)
