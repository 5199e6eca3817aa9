"""Exactly the share p_drop of the units is dropped, chosen by their rank.

question: q10_module
fails: test_layer_drops_the_right_share
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError(f"p_drop should lie between 0 and 1, got {p_drop}")
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return x * 0
        rank = torch.rand(x.numel(), device=x.device).argsort().argsort().reshape(x.shape)
        kept = rank >= round(self.p_drop * x.numel())
        return x * kept.to(x.dtype) / (1 - self.p_drop)
