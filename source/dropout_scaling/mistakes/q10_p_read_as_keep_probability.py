"""p_drop is used as the keep probability of part 2.

question: q10_module
fails: test_layer_drops_the_right_share, test_layer_scales_kept_units
also: q11_network
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("p_drop must be between 0 and 1")
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        mask = (torch.rand_like(x) < self.p_drop).to(x.dtype)
        return x * mask / self.p_drop
