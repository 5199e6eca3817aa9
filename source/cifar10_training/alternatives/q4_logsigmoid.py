"""exp of the log-sigmoid.

question: q4_swish
fails: none
"""
class Swish(nn.Module):
    def forward(self, x):
        return x * torch.exp(F.logsigmoid(x))
