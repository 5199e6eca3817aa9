"""By F.layer_norm.

question: q2_standardize
fails: test_standardize_takes_any_tensor
also: q6_layernorm
"""
def standardize(x, dims, eps=1e-5):
    mean = x.mean(dims, keepdim=True)
    var = x.var(dims, unbiased=False, keepdim=True)
    if dims == 1 and x.dim() == 2:
        return torch.nn.functional.layer_norm(x, x.shape[1:], eps=eps), mean, var
    return (x - mean) / torch.sqrt(var + eps), mean, var
