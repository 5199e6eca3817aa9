"""The block is a convolution itself.

question: q2_block
fails: none
cell: ConvBNReLU
"""
class ConvBNReLU(nn.Conv2d):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__(in_channels, out_channels, kernel_size=3, stride=stride, padding="same" if stride == 1 else 1, bias=False)
        self.norm = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        z = self.norm(super().forward(x))
        return torch.maximum(z, torch.zeros_like(z))
