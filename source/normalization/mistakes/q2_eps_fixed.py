"""eps is always 1e-5.

question: q2_standardize
fails: test_standardize_by_hand
also: q11_net, q3_batchnorm, q5_backward, q6_layernorm, q7_spatial, q8_groupnorm
"""
def standardize(x, dims, eps=1e-5):
    mean = x.mean(dims, keepdim=True)
    var = ((x - mean) ** 2).mean(dims, keepdim=True)
    return (x - mean) / torch.sqrt(var + 1e-5), mean, var
