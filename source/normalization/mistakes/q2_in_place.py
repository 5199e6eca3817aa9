"""Subtracts the mean in place: the caller's tensor changes.

question: q2_standardize
fails: test_standardize_takes_any_tensor
also: q3_batchnorm, q6_layernorm, q8_groupnorm
"""
def standardize(x, dims, eps=1e-5):
    mean = x.mean(dims, keepdim=True)
    x -= mean
    var = (x**2).mean(dims, keepdim=True)
    return x / torch.sqrt(var + eps), mean, var
