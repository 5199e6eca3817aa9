"""Any number is taken for p_drop.

question: q10_module
fails: test_range_is_checked
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return torch.zeros_like(x)
        return x * (torch.rand_like(x) >= self.p_drop) / (1 - self.p_drop)
