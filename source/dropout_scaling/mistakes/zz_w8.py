"""Trial.

question: q10_module
fails: any
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if p_drop < 0 or p_drop > 1:
            raise ValueError(p_drop)
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training:
            return x
        if self.p_drop == 1:
            return x * 0
        kept = torch.rand(tuple(x.shape[:2]) + (1,) * (x.dim() - 2)) >= self.p_drop
        return x * kept.to(x.dtype) / (1 - self.p_drop)
