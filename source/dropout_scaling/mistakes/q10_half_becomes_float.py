"""The mask is float32: a half precision input comes out as float32.

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
        if self.training and self.p_drop < 1:
            mask = (torch.rand(x.shape) > self.p_drop).float()
            return mask * x / (1.0 - self.p_drop)
        return x * 0 if self.training else x
