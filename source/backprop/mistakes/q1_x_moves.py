"""x itself is moved and not brought back.

question: q1_numeric_gradient
fails: test_numeric_gradient_is_central
also: q2_limits, q3_check_layer
cell: numeric_gradient
"""
def numeric_gradient(f, x, h=1e-5):
    grad = torch.zeros_like(x)
    for i in range(x.numel()):
        x.view(-1)[i] += h
        up = float(f(x))
        x.view(-1)[i] -= 2 * h
        grad.view(-1)[i] = (up - float(f(x))) / (2 * h)
    return grad
