"""NumPy's uniform numbers; the probability as np.float64.

question: q10_module
fails: none
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super(InvertedDropout, self).__init__()
        self.p_drop = np.float64(p_drop)
        if np.isnan(self.p_drop) or self.p_drop < 0 or self.p_drop > 1:
            raise ValueError("not a probability")

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return torch.zeros_like(x) * x
        u = torch.from_numpy(np.random.uniform(size=tuple(x.shape))).to(x.device)
        return torch.where(u < self.p_drop, torch.zeros_like(x), x / float(1 - self.p_drop))
