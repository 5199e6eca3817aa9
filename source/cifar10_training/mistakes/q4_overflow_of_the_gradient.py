"""x / (1 + exp(-x)): right values, but gradients of NaN far on the left.

question: q4_swish
fails: test_swish_gradient
"""
class Swish(nn.Module):
    def forward(self, x):
        return x / (1 + torch.exp(-x))
