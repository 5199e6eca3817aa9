"""A rate above 1 or below 0 is clipped, and no error raised.

question: q10_module
fails: test_range_is_checked
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        self.p_drop = min(max(p_drop, 0.0), 1.0)
        if self.p_drop != self.p_drop:
            raise ValueError
    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return x * 0
        kept = torch.rand(x.shape, device=x.device) >= self.p_drop
        return x * kept.to(x.dtype) / (1 - self.p_drop)
