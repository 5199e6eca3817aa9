"""view(-1): fails for inputs that are not contiguous.

question: q10_module
fails: test_layer_takes_any_dtype_layout_and_device
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
        flat = x.view(-1)
        return (flat * (torch.rand_like(flat) >= self.p_drop) / (1 - self.p_drop)).view(x.size())
