"""The layer keeps its last mask in an attribute, to look at it later.

question: q10_module
fails: none
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if 0 <= p_drop <= 1:
            self.p_drop = p_drop
        else:
            raise ValueError(f"{p_drop=}")
        self.calls = 0
        self.last_mask = None

    def forward(self, x):
        self.calls += 1
        if not self.training:
            return x
        if self.p_drop == 1:
            return x.mul(0)
        self.last_mask = torch.rand(x.shape, device=x.device) >= self.p_drop
        return (x / (1 - self.p_drop)) * self.last_mask
