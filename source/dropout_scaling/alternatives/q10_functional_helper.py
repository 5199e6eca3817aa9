"""A helper function and a property; training mode is asked of the module.

question: q10_module
fails: none
"""
def _coins(x, keep):
    return torch.bernoulli(torch.full(x.shape, keep, device=x.device)).to(x.dtype)


class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        p_drop = float(p_drop)
        if not (p_drop >= 0.0 and p_drop <= 1.0):
            raise ValueError("not a probability")
        self.keep = 1.0 - p_drop

    def extra_repr(self):
        return f"keep={self.keep}"

    def forward(self, x):
        if self.training and self.keep < 1.0:
            scale = 1.0 / self.keep if self.keep else 0.0
            return x * (_coins(x, self.keep) * scale)
        return x.clone()
