"""F.linear and addmm, a dataclass as the cache.

question: q4_affine
fails: none
cell: affine_forward
"""
from dataclasses import dataclass
import torch.nn.functional as F


@dataclass(frozen=True)
class AffineCache:
    x: torch.Tensor
    w: torch.Tensor

    @property
    def rows(self):
        return self.x.reshape(self.x.shape[0], self.w.shape[0])


def affine_forward(x, w, b):
    cache = AffineCache(x, w)
    return F.linear(cache.rows, w.T, b), cache


def affine_backward(dout, cache):
    dx = F.linear(dout, cache.w).reshape(cache.x.shape)
    dw = F.linear(cache.rows.T, dout.T)
    db = torch.ones(1, len(dout), dtype=dout.dtype, device=dout.device).mm(dout).squeeze(0)
    return dx, dw, db
