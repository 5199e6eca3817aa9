"""Divides by the mean absolute deviation.

question: q2_standardize
fails: test_standardize_by_hand
also: q11_net, q3_batchnorm, q5_backward, q6_layernorm, q7_spatial, q8_groupnorm
"""
def standardize(x, dims, eps=1e-5):
    mean = x.mean(dims, keepdim=True)
    var = (x - mean).abs().mean(dims, keepdim=True) ** 2
    return (x - mean) / torch.sqrt(var + eps), mean, var
