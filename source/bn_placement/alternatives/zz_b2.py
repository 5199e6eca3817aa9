"""Trial.

question: q2_block
fails: none
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.block = nn.ModuleList([nn.Conv2d(in_channels, out_channels, (3, 3), (stride, stride), (1, 1), bias=False), nn.BatchNorm2d(out_channels), nn.ReLU()])
        nn.init.kaiming_normal_(self.block[0].weight, mode="fan_out")

    def forward(self, x):
        for l in self.block:
            x = l(x)
        return x
