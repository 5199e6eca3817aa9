"""By autograd through the library.

question: q5_backward
fails: test_backward_is_a_pure_function
cell: batchnorm_backward
"""
def batchnorm_backward(dout, cache):
    x_hat, gamma, var, eps = cache
    x = (x_hat * torch.sqrt(var + eps)).detach().requires_grad_()
    g, b = gamma.clone().requires_grad_(), torch.zeros_like(gamma).requires_grad_()
    with torch.enable_grad():
        out = g * (x - x.mean(0)) / (x.var(0, unbiased=False) + eps).sqrt() + b
        return torch.autograd.grad(out, (x, g, b), dout)
