"""The means run over all numbers, whatever the dimensions.

question: q5_backward
fails: test_standardize_backward
also: q6_layernorm, q7_spatial, q8_groupnorm, q11_net
cell: standardize_backward
"""
def standardize_backward(dx_hat, x_hat, var, dims, eps=1e-5):
    return (dx_hat - dx_hat.mean() - x_hat * (dx_hat * x_hat).mean()) / torch.sqrt(var + eps)
