"""Trial.

question: q2_block
fails: none
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.c = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.b = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        h = self.b(self.c(x))
        return torch.where(h > 0, h, torch.zeros_like(h))
