"""The probability is kept on the class: the layer that was made last decides for all.

question: q10_module
fails: test_layer_scales_kept_units
"""
class InvertedDropout(nn.Module):
    p_drop = 0.5

    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError(f"p_drop should lie between 0 and 1, got {p_drop}")
        InvertedDropout.p_drop = p_drop

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return x * 0
        kept = torch.rand(x.shape, device=x.device) >= self.p_drop
        return x * kept.to(x.dtype) / (1 - self.p_drop)
