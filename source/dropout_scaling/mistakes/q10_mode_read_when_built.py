"""The mode is copied when the layer is made, so train() and eval() change nothing later.

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

        self.active = self.training

    def forward(self, x):
        if not self.active or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return torch.zeros_like(x)
        return x * (torch.rand_like(x) >= self.p_drop) / (1 - self.p_drop)
