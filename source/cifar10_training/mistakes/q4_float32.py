"""float32 comes out whatever comes in.

question: q4_swish
fails: test_swish_values
"""
class Swish(nn.Module):
    def forward(self, x):
        return (x * torch.sigmoid(x)).float()
