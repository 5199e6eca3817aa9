"""The sign in the exponent is missing: x / (1 + exp(x)).

question: q4_swish
fails: test_swish_far_out
also: q10_better
"""
class Swish(nn.Module):
    def forward(self, x):
        return x / (1 + torch.exp(x))
