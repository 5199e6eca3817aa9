"""ReLU.

question: q4_swish
fails: test_swish_far_out
"""
class Swish(nn.Module):
    def forward(self, x):
        return torch.relu(x)
