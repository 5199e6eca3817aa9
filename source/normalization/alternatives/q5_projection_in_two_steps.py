"""First takes out the shift, then the stretch.

question: q5_backward
fails: none
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    flat = dx_hat - torch.mean(dx_hat, dim=dims, keepdim=True)
    flat = flat - x_hat * torch.mean(flat * x_hat, dim=dims, keepdim=True)
    return flat * torch.rsqrt(var + eps)
