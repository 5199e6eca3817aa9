"""The sigmoid on both sides of 0, each with an exponent that cannot overflow.

question: q4_swish
fails: none
"""
class Swish(nn.Module):
    def forward(self, x):
        e = torch.exp(-x.abs())
        return x * torch.where(x >= 0, 1 / (1 + e), e / (1 + e))
