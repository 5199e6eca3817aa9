"""A small variance is set to 1 instead of using eps.

question: q2_standardize
fails: test_standardize_feels_eps
also: q3_batchnorm, q7_spatial
"""
def standardize(x, dims, eps=1e-5):
    mean = x.mean(dims, keepdim=True)
    var = ((x - mean) ** 2).mean(dims, keepdim=True)
    var = torch.where(var < 1e-8, torch.ones_like(var), var)
    return (x - mean) / torch.sqrt(var + eps), mean, var
