"""Mean and variance are constants to autograd.

question: q2_standardize
fails: test_standardize_takes_any_tensor
also: q3_batchnorm, q6_layernorm, q7_spatial, q8_groupnorm
cell: standardize
"""
def standardize(x, dims, eps=1e-5):
    mean = x.detach().mean(dims, keepdim=True)
    var = ((x.detach() - mean) ** 2).mean(dims, keepdim=True)
    return (x - mean) / torch.sqrt(var + eps), mean, var
