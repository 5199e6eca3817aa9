"""The mask is drawn with NumPy, and torch multiplies, so that gradients flow.

question: q10_module
fails: none
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("p_drop must be between 0 and 1")
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training:
            return x.clone()
        keep = 1 - self.p_drop
        mask = np.random.binomial(1, keep, size=tuple(x.shape))
        scale = 1 / keep if keep > 0 else 0.0
        return x * torch.as_tensor(mask * scale).to(x)
