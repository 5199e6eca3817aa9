"""Divides by the step that is left after rounding, and not by 2h as the formula has it.

question: q1_numeric_gradient
fails: test_numeric_gradient_is_central
cell: numeric_gradient
"""
def numeric_gradient(f, x, h=1e-5):
    grad = torch.zeros_like(x, memory_format=torch.contiguous_format)
    for i in range(x.numel()):
        plus, minus = x.clone().contiguous(), x.clone().contiguous()
        plus.view(-1)[i] += h
        minus.view(-1)[i] -= h
        taken = float(plus.view(-1)[i] - minus.view(-1)[i])
        grad.view(-1)[i] = (float(f(plus)) - float(f(minus))) / taken if taken else 0.0
    return grad
