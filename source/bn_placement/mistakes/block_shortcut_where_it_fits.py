"""Where the sizes allow it, the input is added, as in a residual block.

question: q2_block
fails: test_block_values
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.bn = nn.BatchNorm2d(out_channels)
        self.fits = in_channels == out_channels and stride == 1

    def forward(self, x):
        z = self.bn(self.conv(x))
        return F.relu(z + x) if self.fits else F.relu(z)
