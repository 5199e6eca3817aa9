"""The scale is at most ten, so that rare units do not explode.

question: q10_module
fails: test_layer_scales_kept_units
hint: A rate of 0.95 needs a factor of 20. Leave no bound on the factor.
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("p_drop")
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training:
            return x
        keep = torch.rand(x.shape, device=x.device) >= self.p_drop
        return x * keep.to(x.dtype) / max(1 - self.p_drop, 0.1)
