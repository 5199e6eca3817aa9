"""Trial.

question: q10_module
fails: none
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not (0.0 <= float(p_drop) <= 1.0):
            raise ValueError
        self.keep = 1.0 - p_drop
        self.mask = None

    def extra_repr(self):
        return str(self.keep)

    def forward(self, x):
        if not self.training:
            return x
        self.mask = (torch.rand_like(x) < self.keep).to(x.dtype)
        return x * self.mask / max(self.keep, 1e-12)
