"""The gradient is let through for all units.

question: q10_module
fails: test_gradient_flows_through_the_layer, test_both_ends_of_the_range
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError(p_drop)
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return x * 0
        kept = torch.rand(x.shape, device=x.device) >= self.p_drop
        out = x * kept.to(x.dtype) / (1 - self.p_drop)
        return x + (out - x).detach()
