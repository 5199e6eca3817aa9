"""The variance along one dimension after the other: a mean of variances.

question: q2_standardize
fails: test_standardize_over_any_dimensions
"""
def standardize(x, dims, eps=1e-5):
    mean = x.mean(dims, keepdim=True)
    var = x
    for dim in (dims,) if isinstance(dims, int) else dims:
        var = var.var(dim, unbiased=False, keepdim=True) if var is x else var.mean(dim, keepdim=True)
    return (x - mean) / torch.sqrt(var + eps), mean, var
