"""The variance is the mean of the squares minus the square of the mean.

question: q2_standardize
fails: test_standardize_with_a_large_mean
"""
def standardize(x, dims, eps=1e-5):
    mean = x.mean(dims, keepdim=True)
    var = (x**2).mean(dims, keepdim=True) - mean**2
    return (x - mean) / torch.sqrt(var + eps), mean, var
