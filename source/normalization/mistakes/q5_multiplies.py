"""Multiplies by the deviation.

question: q5_backward
fails: test_standardize_backward
also: q11_net, q6_layernorm, q7_spatial, q8_groupnorm
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    shift = dx_hat.mean(dims, keepdim=True)
    stretch = (dx_hat * x_hat).mean(dims, keepdim=True)
    return (dx_hat - shift - x_hat * stretch) * torch.sqrt(var + eps)
