"""By way of tanh: x (1 + tanh(x/2)) / 2.

question: q4_swish
fails: none
"""
class Swish(nn.Module):
    def forward(self, x):
        return 0.5 * x * (1 + torch.tanh(0.5 * x))
