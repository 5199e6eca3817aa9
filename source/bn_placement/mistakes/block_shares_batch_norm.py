"""Batch norm layers are made once for each width and used by all blocks.

question: q2_block
fails: test_block_parameters
"""
class ConvBNReLU(nn.Module):
    norms = {}

    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.bn = self.norms.setdefault(out_channels, nn.BatchNorm2d(out_channels))

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)))
