"""Returns a namedtuple.

question: q2_standardize
fails: none
"""
from collections import namedtuple

Standardized = namedtuple("Standardized", "x_hat mean var")


def standardize(x, dims, eps=1e-5):
    mean = x.mean(dims, keepdim=True)
    var = ((x - mean) ** 2).mean(dims, keepdim=True)
    return Standardized((x - mean) / torch.sqrt(var + eps), mean, var)
