"""The share that is dropped is right, but the units that are kept are divided by p_drop.

question: q10_module
fails: test_layer_scales_kept_units
also: q11_network
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("p_drop must be between 0 and 1")
        self.p_drop = p_drop

    def forward(self, x):
        if self.training and 0 < self.p_drop < 1:
            mask = torch.rand_like(x) > self.p_drop
            return x * mask / self.p_drop
        if self.training and self.p_drop == 1:
            return torch.zeros_like(x)
        return x
