"""ReLU in evaluation mode.

question: q4_swish
fails: test_swish_is_pure
also: q10_better
"""
class Swish(nn.Module):
    def forward(self, x):
        return F.silu(x) if self.training else F.relu(x)
