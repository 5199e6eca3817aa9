"""A new mask every second call only.

question: q10_module
fails: test_layer_draws_a_new_mask
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError(p_drop)
        self.p_drop, self.calls, self.mask = p_drop, 0, None

    def forward(self, x):
        if not self.training or self.p_drop == 0:
            return x
        if self.p_drop == 1:
            return x * 0
        if self.calls % 2 == 0 or self.mask.shape != x.shape:
            self.mask = torch.rand(x.shape) >= self.p_drop
        self.calls += 1
        return x * self.mask / (1 - self.p_drop)
