"""torch.manual_seed is called in every forward pass to be reproducible, so every mask is the same.

question: q10_module
fails: test_layer_draws_a_new_mask
also: q11_network, q14_thinned
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
        if self.p_drop == 1:
            return torch.zeros_like(x)
        torch.manual_seed(0)
        return x * (torch.rand_like(x) >= self.p_drop) / (1 - self.p_drop)
