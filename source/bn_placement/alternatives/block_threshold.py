"""The block is a Sequential.

question: q2_block
fails: none
"""
class ConvBNReLU(nn.Sequential):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__(
            nn.ZeroPad2d(1), nn.Conv2d(in_channels, out_channels, 3, stride, bias=False), nn.BatchNorm2d(out_channels), nn.Threshold(0, 0)
        )
