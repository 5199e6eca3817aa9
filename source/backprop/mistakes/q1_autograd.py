"""Autograd finds the gradient: exact where a difference is not, and no check of it.

question: q1_numeric_gradient
fails: test_numeric_gradient_is_central, test_numeric_gradient_takes_any_tensor
also: q2_limits, q3_check_layer
cell: numeric_gradient
"""
def numeric_gradient(f, x, h=1e-5):
    x = x.clone().requires_grad_()
    return torch.autograd.grad(f(x), x)[0]
