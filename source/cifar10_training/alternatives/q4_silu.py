"""PyTorch's own.

question: q4_swish
fails: none
"""
class Swish(nn.Module):
    def forward(self, x):
        return F.silu(x)
