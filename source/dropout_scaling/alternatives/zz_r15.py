"""Trial.

question: q10_module
fails: none
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop=0.5):
        super().__init__()
        if p_drop < 0 or p_drop > 1:
            raise ValueError(p_drop)
        self.p_drop = p_drop

    def forward(self, x):
        if self.p_drop == 1:
            return torch.zeros_like(x) if self.training else x
        out, _ = dropout_forward(x, {"mode": "train" if self.training else "test", "p": 1 - self.p_drop})
        return out
