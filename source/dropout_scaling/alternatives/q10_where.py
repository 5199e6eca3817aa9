"""The layer chooses with torch.where.

question: q10_module
fails: none
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("p_drop must be between 0 and 1")
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return torch.zeros_like(x)
        return torch.where(torch.rand_like(x) < self.p_drop, 0.0, x / (1 - self.p_drop))
