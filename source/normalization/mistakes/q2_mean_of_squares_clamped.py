"""As before, with negative variances cut off: no NaN, and no better.

question: q2_standardize
fails: test_standardize_with_a_large_mean
"""
def standardize(x, dims, eps=1e-5):
    mean = x.mean(dims, keepdim=True)
    var = ((x**2).mean(dims, keepdim=True) - mean**2).clamp(min=0)
    return (x - mean) / torch.sqrt(var + eps), mean, var
