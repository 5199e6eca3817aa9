"""torch.distributions; the factor by a property; the ends apart.

question: q10_module
fails: none
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not (p_drop >= 0 and p_drop <= 1):
            raise ValueError("p_drop must be a probability")
        self.keep = 1.0 - float(p_drop)
    @property
    def factor(self):
        return 1 / self.keep if self.keep > 0 else 0.0
    def forward(self, x):
        if self.training:
            coin = torch.distributions.Bernoulli(probs=torch.tensor(self.keep, device=x.device))
            x = x * (coin.sample(x.shape) * self.factor).to(x.dtype)
        return x
    def extra_repr(self):
        return f"p_drop={1 - self.keep}"
