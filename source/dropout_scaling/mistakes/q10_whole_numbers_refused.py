"""Whole numbers are refused, 0 and 1 too.

question: q10_module
fails: test_range_is_checked
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not isinstance(p_drop, float) or not 0 <= p_drop <= 1:
            raise ValueError
        self.p_drop = p_drop
    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return x * 0
        kept = torch.rand(x.shape, device=x.device) >= self.p_drop
        return x * kept.to(x.dtype) / (1 - self.p_drop)
