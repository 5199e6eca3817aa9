"""With p_drop = 1 the layer stops with a ZeroDivisionError.

question: q10_module
fails: test_both_ends_of_the_range
also: q11_network
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("p_drop must be between 0 and 1")
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training:
            return x
        scale = 1 / (1 - self.p_drop)
        return x * (torch.rand_like(x) >= self.p_drop) * scale
