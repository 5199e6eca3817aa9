"""A dataclass holds the statistics; numbers are counted by math.prod.

question: q2_standardize
fails: none
"""
from dataclasses import dataclass
@dataclass
class Moments:
    mean: torch.Tensor
    var: torch.Tensor
    @classmethod
    def of(cls, x, dims):
        dims = (dims,) if isinstance(dims, int) else tuple(dims)
        n = math.prod(x.shape[d] for d in dims)
        mean = x.sum(dims, keepdim=True) / n
        return cls(mean, (x - mean).pow(2).sum(dims, keepdim=True) / n)
def standardize(x, dims, eps=1e-5):
    m = Moments.of(x, dims)
    return (x - m.mean).div((m.var + eps) ** 0.5), m.mean, m.var
