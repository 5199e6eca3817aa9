"""Nothing is dropped under no_grad, also in training mode (so no Monte Carlo dropout).

question: q10_module
fails: test_layer_draws_a_new_mask
also: q11_network, q14_thinned
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError(p_drop)
        self.p_drop = p_drop

    def forward(self, x):
        if not self.training or not torch.is_grad_enabled():
            return x
        if self.p_drop == 1:
            return x * 0
        return x * (torch.rand_like(x) >= self.p_drop) / (1 - self.p_drop)
