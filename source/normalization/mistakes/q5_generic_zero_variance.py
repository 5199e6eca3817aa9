"""Where the variance is 0 the gradient is taken for 0, too.

question: q5_backward
fails: test_standardize_backward
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    shift = dx_hat.mean(dims, keepdim=True)
    stretch = (dx_hat * x_hat).mean(dims, keepdim=True)
    dx = (dx_hat - shift - x_hat * stretch) / torch.sqrt(var + eps)
    return torch.where(var > 0, dx, torch.zeros_like(dx))
