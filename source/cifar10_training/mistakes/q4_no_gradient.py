"""No gradient at all.

question: q4_swish
fails: test_swish_gradient
"""
class Swish(nn.Module):
    def forward(self, x):
        return F.silu(x.detach())
