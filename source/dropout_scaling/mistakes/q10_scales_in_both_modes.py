"""Kept units are divided in training, and eval mode multiplies by the keep probability on top of it.

question: q10_module
fails: test_layer_is_the_identity_in_eval, test_layer_follows_its_model
also: q11_network
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("p_drop must be between 0 and 1")
        self.p_drop = p_drop

    def forward(self, x):
        keep = 1 - self.p_drop
        if not self.training:
            return x * keep
        if keep == 0:
            return torch.zeros_like(x)
        return x * (torch.rand_like(x) < keep) / keep
