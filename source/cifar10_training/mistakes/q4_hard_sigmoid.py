"""A piecewise linear sigmoid.

question: q4_swish
fails: test_swish_values
cell: Swish
"""
class Swish(nn.Module):

    def forward(self, x):
        return x * F.hardsigmoid(x)
