"""Flattens with view, so that a transposed x fails.

question: q1_numeric_gradient
fails: test_numeric_gradient_takes_any_tensor
also: q2_limits, q3_check_layer
cell: numeric_gradient
"""
def numeric_gradient(f, x, h=1e-5):
    flat, slopes = x.view(-1), []
    for i in range(len(flat)):
        e = torch.zeros(len(flat), dtype=x.dtype)
        e[i] = h
        slopes.append((float(f((flat + e).view(x.shape))) - float(f((flat - e).view(x.shape)))) / (2 * h))
    return torch.tensor(slopes, dtype=x.dtype).view(x.shape)
