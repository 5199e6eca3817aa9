"""The layer draws from torch.bernoulli and guards the division.

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
        if self.training:
            keep = 1 - self.p_drop
            mask = torch.bernoulli(torch.full_like(x, keep))
            x = x * mask / max(keep, 1e-12)
        return x
