"""The formula with sums and a count.

question: q5_backward
fails: none
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    n = x_hat.numel() // var.numel()
    total = dx_hat.sum(dims, keepdim=True)
    along = torch.sum(dx_hat * x_hat, dims, keepdim=True)
    return (n * dx_hat - total - x_hat * along) / (n * (var + eps) ** 0.5)
