"""Works in place on a copy, with std.

question: q2_standardize
fails: none
"""
def standardize(x, dims, eps=1e-5):
    x_hat = x.clone()
    mean = torch.mean(x_hat, dim=dims, keepdim=True)
    x_hat -= mean
    var = torch.std(x_hat, dim=dims, unbiased=False, keepdim=True) ** 2
    x_hat = x_hat / (var + eps).sqrt()
    return x_hat, mean, var
