"""The input is clamped at 50, so that large values are lost.

question: q4_swish
fails: test_swish_values
"""
class Swish(nn.Module):
    def forward(self, x):
        x = x.clamp(-50, 50)
        return x * torch.sigmoid(x)
