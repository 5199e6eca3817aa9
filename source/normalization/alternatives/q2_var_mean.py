"""With torch.var_mean and rsqrt.

question: q2_standardize
fails: none
"""
def standardize(x, dims, eps=1e-5):
    var, mean = torch.var_mean(x, dim=dims, correction=0, keepdim=True)
    return (x - mean).mul(torch.rsqrt(var + eps)), mean, var
