"""The sigmoid under its name in torch.special.

question: q4_swish
fails: none
"""
class Swish(nn.Module):
    def forward(self, x):
        return torch.mul(x, torch.special.expit(x))
