"""The mean is remembered for tensors of the same shape.

question: q2_standardize
fails: test_standardize_takes_any_tensor
also: q11_net, q3_batchnorm, q5_backward, q6_layernorm, q7_spatial, q8_groupnorm
"""
_means = {}


def standardize(x, dims, eps=1e-5):
    key = tuple(x.shape), dims, x.dtype
    mean = _means.setdefault(key, x.mean(dims, keepdim=True))
    var = ((x - mean) ** 2).mean(dims, keepdim=True)
    return (x - mean) / torch.sqrt(var + eps), mean, var
