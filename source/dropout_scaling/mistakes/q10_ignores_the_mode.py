"""The layer never asks self.training and drops in eval mode too.

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
        if self.p_drop == 1:
            return torch.zeros_like(x)
        mask = (torch.rand(x.shape, device=x.device) >= self.p_drop).to(x.dtype)
        return x * mask / (1 - self.p_drop)
