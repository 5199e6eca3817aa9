"""The mean of the squares again, in float64, where float32 hides it.

question: q2_standardize
fails: test_standardize_with_a_large_mean
cell: standardize
"""
def standardize(x, dims, eps=1e-5):
    z = x.double()
    mean = z.mean(dims, keepdim=True)
    var = ((z * z).mean(dims, keepdim=True) - mean * mean).clamp(min=0)
    return ((z - mean) / (var + eps).sqrt()).to(x.dtype), mean.to(x.dtype), var.to(x.dtype)
