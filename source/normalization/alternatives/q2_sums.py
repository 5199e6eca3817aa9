"""With sums and a count, in float64.

question: q2_standardize
fails: none
"""
def standardize(x, dims, eps=1e-5):
    wide = x.double()
    count = 1
    for dim in dims if isinstance(dims, (tuple, list)) else [dims]:
        count *= x.shape[dim]
    mean = torch.sum(wide, dims, keepdim=True) / count
    centred = wide - mean
    var = centred.pow(2).sum(dims, keepdim=True) / count
    x_hat = centred / (var + eps) ** 0.5
    return x_hat.to(x.dtype), mean.to(x.dtype), var.to(x.dtype)
