"""The gate as a softmax of x and 0.

question: q4_swish
fails: none
cell: Swish
"""
class Swish(nn.Module):

    def forward(self, x):
        return x * torch.softmax(torch.stack([x, torch.zeros_like(x)], dim=-1), dim=-1)[..., 0]
