"""A learned slope: it is another function, with a parameter.

question: q4_swish
fails: test_swish_is_pure
also: q10_better
"""
class Swish(nn.Module):
    def __init__(self):
        super().__init__()
        self.beta = nn.Parameter(torch.ones(()))

    def forward(self, x):
        return x * torch.sigmoid(self.beta * x)
