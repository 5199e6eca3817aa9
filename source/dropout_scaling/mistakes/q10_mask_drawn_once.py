"""The mask is drawn in the first forward pass and kept for all later ones.

question: q10_module
fails: test_layer_draws_a_new_mask
also: q14_thinned
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("p_drop must be between 0 and 1")
        self.p_drop = p_drop

        self.mask = None

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return torch.zeros_like(x)
        if self.mask is None or self.mask.shape != x.shape:
            self.mask = (torch.rand_like(x) >= self.p_drop).to(x.dtype) / (1 - self.p_drop)
        return x * self.mask
