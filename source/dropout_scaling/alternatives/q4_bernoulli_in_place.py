"""A new tensor is filled by bernoulli_ and divided by p; the cache is a named tuple.

question: q4_forward
fails: none
"""
from collections import namedtuple
_Kept = namedtuple("_Kept", "mode mask p")
def dropout_forward(x, dropout_param):
    mode, p = dropout_param["mode"], dropout_param["p"]
    seed = dropout_param.get("seed", None)
    if mode != "train":
        return x, ({"mode": "test"}, None)
    g = None if seed is None else torch.Generator(x.device)
    if g is not None:
        g.manual_seed(seed)
    mask = torch.empty(x.shape, dtype=x.dtype, device=x.device).bernoulli_(p, generator=g).div_(p)
    return torch.mul(x, mask), ({"mode": "train"}, mask)
