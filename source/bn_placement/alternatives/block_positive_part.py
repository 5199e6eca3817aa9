"""The positive part, written as (z + |z|) / 2.

question: q2_block
fails: none
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.bn = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        return self.positive(self.bn(self.conv(x)))

    def positive(self, z):
        return (z + z.abs()) / 2
