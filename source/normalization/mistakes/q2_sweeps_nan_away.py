"""NaN is swept away, so that what is not finite looks healthy.

question: q2_standardize
fails: test_standardize_feels_eps
also: q3_batchnorm, q6_layernorm, q7_spatial, q8_groupnorm
"""
def standardize(x, dims, eps=1e-5):
    mean = x.mean(dims, keepdim=True)
    var = ((x - mean) ** 2).mean(dims, keepdim=True)
    return torch.nan_to_num((x - mean) / torch.sqrt(var + eps)), mean, var
