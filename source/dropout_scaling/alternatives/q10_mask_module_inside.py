"""A module inside the layer draws the mask.

question: q10_module
fails: none
"""
class _Mask(nn.Module):
    def forward(self, x, keep):
        return (torch.rand(x.shape, device=x.device) < keep).to(x)


class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError(p_drop)
        self.p_drop, self.mask = p_drop, _Mask()

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        keep = 1 - self.p_drop
        return x * self.mask.forward(x, keep) / keep if keep > 0 else torch.zeros_like(x)
