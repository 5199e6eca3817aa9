"""The mask is made with NumPy and turns everything into float64.

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
        if not self.training:
            return x
        if self.p_drop == 1:
            return x * 0
        kept = torch.from_numpy(np.random.rand(*x.shape) >= self.p_drop)
        scale = torch.full(x.shape, 1 / (1 - self.p_drop), dtype=torch.float32)
        return x * kept * scale
