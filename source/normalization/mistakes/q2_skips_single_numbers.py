"""A single number is returned as it is.

question: q2_standardize
fails: test_standardize_feels_eps
also: q3_batchnorm, q5_backward, q6_layernorm, q7_spatial
"""
def standardize(x, dims, eps=1e-5):
    if isinstance(dims, int) and x.shape[dims] == 1:
        return x, torch.zeros_like(x), torch.ones_like(x)
    mean = x.mean(dims, keepdim=True)
    var = ((x - mean) ** 2).mean(dims, keepdim=True)
    return (x - mean) / torch.sqrt(var + eps), mean, var
