"""A product with a mask, a ModuleDict, add_module, forward of a base class.

question: q2_block
fails: none
cell: ConvBNReLU
"""
class Base(nn.Module):
    def forward(self, x):
        for name in ("linear", "normal"):
            x = self.parts[name].forward(x)
        return x * (x > 0).to(x.dtype)

class ConvBNReLU(Base):
    def __init__(self, in_channels, out_channels, stride=1):
        super(ConvBNReLU, self).__init__()
        kernel = nn.Conv2d(in_channels, out_channels, (3, 3), (stride, stride), (1, 1), bias=False)
        self.parts = nn.ModuleDict(dict(normal=nn.BatchNorm2d(out_channels), linear=kernel))
        self.out_channels = out_channels
