"""The default dtype is switched to float64 for more digits, and stays there.

question: q2_standardize
fails: test_standardize_takes_any_tensor
also: q3_batchnorm, q6_layernorm, q8_groupnorm, q11_net
cell: standardize
"""
def standardize(x, dims, eps=1e-5):
    torch.set_default_dtype(torch.float64)
    mean = x.mean(dims, keepdim=True)
    var = ((x - mean) ** 2).mean(dims, keepdim=True)
    return (x - mean) / torch.sqrt(var + eps), mean, var
