"""Of several dimensions the first one alone is looked at.

question: q2_standardize
fails: test_standardize_over_any_dimensions
"""
def standardize(x, dims, eps=1e-5):
    dims = dims if isinstance(dims, int) else dims[0]
    mean = x.mean(dims, keepdim=True)
    var = ((x - mean) ** 2).mean(dims, keepdim=True)
    return (x - mean) / torch.sqrt(var + eps), mean, var
