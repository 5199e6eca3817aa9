"""Hard swish, made of straight lines.

question: q4_swish
fails: test_swish_far_out
"""
class Swish(nn.Module):
    def forward(self, x):
        return F.hardswish(x)
