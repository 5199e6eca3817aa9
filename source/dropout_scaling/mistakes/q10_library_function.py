"""The layer calls F.dropout.

question: q10_module
fails: test_layer_uses_no_library_dropout
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        if not 0 <= p_drop <= 1:
            raise ValueError("p_drop must be between 0 and 1")
        self.p_drop = p_drop

    def forward(self, x):
        return F.dropout(x, p=self.p_drop, training=self.training)
