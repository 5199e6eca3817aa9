"""The sigmoid alone.

question: q4_swish
fails: test_swish_far_out
also: q10_better
"""
class Swish(nn.Module):
    def forward(self, x):
        return torch.sigmoid(x)
