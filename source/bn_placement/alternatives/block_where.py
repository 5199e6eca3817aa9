"""torch.where in place of a ReLU.

question: q2_block
fails: none
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.bn = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        return self.rectify(self.bn(self.conv(x)))

    def rectify(self, z):
        return torch.where(z > 0, z, torch.zeros_like(z))
