"""The stretch is taken out wholly, as if x_hat had the variance 1: right only without eps.

question: q5_backward
fails: test_standardize_backward
also: q6_layernorm, q7_spatial, q8_groupnorm, q11_net
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    g = dx_hat - dx_hat.mean(dims, keepdim=True)
    norm = (x_hat * x_hat).mean(dims, keepdim=True).clamp_min(1e-12)
    g = g - x_hat * (g * x_hat).mean(dims, keepdim=True) / norm
    return g / torch.sqrt(var + eps)
