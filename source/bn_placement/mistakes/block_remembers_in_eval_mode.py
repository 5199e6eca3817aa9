"""In evaluation mode the answer to the last input is kept, by the input's id.

question: q2_block
fails: test_block_values
cell: ConvBNReLU
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.bn = nn.BatchNorm2d(out_channels)
        self.last = None

    def forward(self, x):
        if self.training:
            return F.relu(self.bn(self.conv(x)))
        if self.last is None or self.last[0] is not x:
            self.last = (x, F.relu(self.bn(self.conv(x))))
        return self.last[1]
