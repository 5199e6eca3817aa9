"""The gate as exp(-softplus(-x)).

question: q4_swish
fails: none
cell: Swish
"""
class Swish(nn.Module):

    def forward(self, x):
        return x * torch.exp(-F.softplus(-x))
