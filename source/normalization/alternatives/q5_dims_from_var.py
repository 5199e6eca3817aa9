"""The dimensions are read off the shape of var.

question: q5_backward
fails: none
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    dims = tuple(d for d in range(x_hat.dim()) if var.shape[d] == 1)
    n = x_hat.numel() // var.numel()
    total = lambda t: t.sum(dims, keepdim=True) / n
    return ((dx_hat - total(dx_hat)) - x_hat * total(x_hat * dx_hat)) * torch.rsqrt(var + eps)
