"""Not-a-number passes the check of the range.

question: q10_module
fails: test_range_is_checked
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if p_drop < 0 or p_drop > 1:
            raise ValueError(p_drop)
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return x * 0
        return x * (torch.rand_like(x) >= self.p_drop) / (1 - self.p_drop)
