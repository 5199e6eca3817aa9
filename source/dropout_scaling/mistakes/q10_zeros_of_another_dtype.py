"""With p_drop = 1 the zeros are float32 on the CPU, whatever x is.

question: q10_module
fails: test_layer_takes_any_dtype_layout_and_device
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
            return torch.zeros(x.shape)
        kept = torch.rand(x.shape, device=x.device) >= self.p_drop
        return x * kept.to(x.dtype) / (1 - self.p_drop)
