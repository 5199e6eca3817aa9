"""A convolution whose bias is taken away, and layers in a dictionary.

question: q2_block
fails: none
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride, 1)
        self.conv.register_parameter("bias", None)
        self.bn = nn.BatchNorm2d(out_channels)
        self.act = nn.ModuleDict({"relu": nn.ReLU()})

    def forward(self, x):
        return self.act["relu"](self.bn(self.conv(x)))
