"""One mask over the features is used for all examples of the batch.

question: q10_module
fails: test_layer_tosses_a_coin_per_element
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
        if self.p_drop == 1:
            return x * 0
        mask = (torch.rand(x.shape[1:], device=x.device) >= self.p_drop).to(x.dtype)
        return x * mask / (1 - self.p_drop)
