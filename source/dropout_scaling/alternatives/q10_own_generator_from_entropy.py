"""Every layer has a generator of its own, seeded from the operating system.

question: q10_module
fails: none
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if p_drop != p_drop or not 0 <= p_drop <= 1:
            raise ValueError("p_drop")
        self.p_drop = p_drop
        self.rng = np.random.default_rng()

    def forward(self, x):
        if not self.training:
            return x
        keep = 1 - self.p_drop
        coin = torch.as_tensor(self.rng.random(tuple(x.shape)) < keep, device=x.device)
        return torch.where(coin, x / keep if keep else x, torch.zeros_like(x))
