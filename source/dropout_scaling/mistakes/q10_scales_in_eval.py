"""Plain dropout as in the first papers: nothing is scaled in training, eval mode multiplies by the keep probability.

question: q10_module
fails: test_layer_scales_kept_units, test_layer_is_the_identity_in_eval, test_layer_follows_its_model
also: q11_network
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("p_drop must be between 0 and 1")
        self.p_drop = p_drop

    def forward(self, x):
        if self.training:
            return x * (torch.rand_like(x) >= self.p_drop)
        return x * (1 - self.p_drop)
