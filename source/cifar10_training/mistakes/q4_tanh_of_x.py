"""The tangent of x in place of that of x / 2.

question: q4_swish
fails: test_swish_values
also: q10_better
cell: Swish
"""
class Swish(nn.Module):

    def forward(self, x):
        return x * (torch.tanh(x) + 1) / 2
