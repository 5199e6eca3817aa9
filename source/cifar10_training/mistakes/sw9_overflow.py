"""exp overflows on the right: x exp(x) / (1 + exp(x)).

question: q4_swish
fails: test_swish_values
"""
class Swish(nn.Module):
    def forward(self, x):
        return x * torch.exp(x) / (1 + torch.exp(x))
