"""Trial.

question: q2_block
fails: none
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.bn = nn.BatchNorm2d(out_channels, eps=1e-05, momentum=0.1)
        self.pad = nn.ZeroPad2d(1)
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride, bias=False)

    def forward(self, x):
        return self.bn(self.conv(self.pad(x))).clamp_min(0)
