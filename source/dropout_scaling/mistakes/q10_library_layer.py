"""The layer is nn.Dropout under another name.

question: q10_module
fails: test_layer_uses_no_library_dropout
also: q11_network
"""
class InvertedDropout(nn.Module):
    def __init__(self, p_drop):
        super().__init__()
        self.layer = nn.Dropout(p_drop)

    def forward(self, x):
        return self.layer(x)
