"""Whole maps are dropped for images, as nn.Dropout2d does.

question: q10_module
fails: test_layer_tosses_a_coin_per_element
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError
        self.p_drop = p_drop
    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return x * 0
        shape = (*x.shape[:2], 1, 1) if x.dim() == 4 else x.shape
        kept = torch.rand(shape, device=x.device) >= self.p_drop
        return x * kept.to(x.dtype) / (1 - self.p_drop)
