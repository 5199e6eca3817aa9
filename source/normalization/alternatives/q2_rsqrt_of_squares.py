"""Centred first; the square is a product with itself, the root torch.rsqrt; keywords.

question: q2_standardize
fails: none
"""
def standardize(x, dims, eps=1e-5):
    mean = torch.mean(x, dim=dims, keepdim=True)
    centred = torch.sub(x, mean)
    var = torch.mean(torch.mul(centred, centred), dim=dims, keepdim=True)
    return centred.mul(torch.rsqrt(var + eps)), mean, var
