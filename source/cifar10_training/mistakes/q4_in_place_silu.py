"""The layer of PyTorch, in place.

question: q4_swish
fails: test_swish_is_pure
cell: Swish
"""
class Swish(nn.Module):

    def forward(self, x):
        return F.silu(x, inplace=True)
