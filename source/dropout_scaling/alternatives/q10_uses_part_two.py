"""The layer calls the function of part 2 with the keep probability.

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
        if self.p_drop == 1 and self.training:
            return torch.zeros_like(x)
        mode = "train" if self.training else "test"
        return dropout_forward(x, {"mode": mode, "p": 1 - self.p_drop})[0]
