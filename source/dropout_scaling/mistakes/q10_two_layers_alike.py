"""Each layer has a generator of its own with the same seed, so all layers of a network drop the same units, and every new network does too.

question: q10_module
fails: test_layer_draws_a_new_mask
also: q11_network
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError(p_drop)
        self.p_drop = p_drop
        self.generator = torch.Generator().manual_seed(0)

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return x * 0
        kept = torch.rand(x.shape, generator=self.generator) >= self.p_drop
        return x * kept.to(x.dtype) / (1 - self.p_drop)
