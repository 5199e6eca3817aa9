"""There is no batch norm in the block at all.

id: SB5
question: q2_block
fails: test_block_order
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride=stride, padding=1, bias=False)

    def forward(self, x):
        return F.relu(self.conv(x))
