"""The function of part 2 is called with p = p_drop, although it wants the keep probability.

question: q10_module
fails: test_layer_drops_the_right_share, test_both_ends_of_the_range
also: q11_network
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("p_drop must be between 0 and 1")
        self.p_drop = p_drop

    def forward(self, x):
        if self.p_drop == 0:
            return x
        mode = "train" if self.training else "test"
        out, _ = dropout_forward(x, {"mode": mode, "p": self.p_drop})
        return out
