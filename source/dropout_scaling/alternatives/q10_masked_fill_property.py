"""masked_fill and a property.

question: q10_module
fails: none
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if p_drop != p_drop or abs(p_drop - 0.5) > 0.5:
            raise ValueError("p_drop")
        self._p = p_drop

    @property
    def scale(self):
        return 0.0 if self._p == 1 else 1.0 / (1.0 - self._p)

    def forward(self, input):
        if not self.training:
            return input
        gone = torch.empty(input.shape, device=input.device).uniform_() < self._p
        return input.masked_fill(gone, 0) * self.scale
