"""Negative dimensions are counted from the front.

question: q2_standardize
fails: test_standardize_over_any_dimensions
"""
def standardize(x, dims, eps=1e-5):
    dims = abs(dims) if isinstance(dims, int) else tuple(abs(d) for d in dims)
    mean = x.mean(dims, keepdim=True)
    var = ((x - mean) ** 2).mean(dims, keepdim=True)
    return (x - mean) / torch.sqrt(var + eps), mean, var
