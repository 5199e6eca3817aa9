"""x_hat is clipped at three deviations.

question: q2_standardize
fails: test_standardize_over_any_dimensions
also: q3_batchnorm, q6_layernorm, q7_spatial, q8_groupnorm
"""
def standardize(x, dims, eps=1e-5):
    mean = x.mean(dims, keepdim=True)
    var = ((x - mean) ** 2).mean(dims, keepdim=True)
    return ((x - mean) / torch.sqrt(var + eps)).clamp(-3, 3), mean, var
