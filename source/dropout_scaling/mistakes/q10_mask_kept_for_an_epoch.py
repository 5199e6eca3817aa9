"""The mask is drawn anew when the mode is set, not in each call.

question: q10_module
fails: test_layer_draws_a_new_mask
also: q14_thinned
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError(p_drop)
        self.p_drop, self.mask = p_drop, None

    def train(self, mode=True):
        self.mask = None
        return super().train(mode)

    def forward(self, x):
        if not self.training:
            return x
        if self.mask is None or self.mask.shape != x.shape:
            self.mask = torch.rand(x.shape, device=x.device) >= self.p_drop
        return x * self.mask.to(x.dtype) / max(1 - self.p_drop, 1e-12)
