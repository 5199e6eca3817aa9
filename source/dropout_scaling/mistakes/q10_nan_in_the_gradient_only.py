"""torch.where hides the division by 0 at p_drop = 1 in the output, but not in the gradient.

question: q10_module
fails: test_both_ends_of_the_range
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError(p_drop)
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training:
            return x
        kept = torch.rand_like(x) >= self.p_drop
        return torch.where(kept, x / (1 - self.p_drop), torch.zeros_like(x))
