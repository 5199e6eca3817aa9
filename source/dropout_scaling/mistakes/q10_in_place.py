"""The mask is written into the input itself.

question: q10_module
fails: test_layer_leaves_its_input_alone
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
        dropped = torch.rand(x.shape) < self.p_drop
        x.data[dropped] = 0
        if self.p_drop < 1:
            x.data /= 1 - self.p_drop
        return x
