"""In evaluation mode nothing is recorded.

question: q2_block
fails: test_block_values
cell: ConvBNReLU
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.bn = nn.BatchNorm2d(out_channels)
        pass

    def forward(self, x):
        if not self.training:
            with torch.no_grad():
                return F.relu(self.bn(self.conv(x)))
        return F.relu(self.bn(self.conv(x)))
