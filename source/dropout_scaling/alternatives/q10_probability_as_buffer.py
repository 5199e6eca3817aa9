"""The layer holds a buffer, as a PyTorch layer may.

question: q10_module
fails: none
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("bad")
        self.register_buffer("p", torch.tensor([float(p_drop)]))
        self.p_drop = p_drop

    def forward(self, x):
        if self.training:
            if self.p_drop == 1:
                return torch.zeros_like(x)
            mask = torch.bernoulli(torch.full_like(x, 1 - self.p_drop))
            return x * mask / (1 - self.p_drop)
        return x
