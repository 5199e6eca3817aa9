"""The convolution by unfold.

question: q2_block
fails: none
cell: ConvBNReLU
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.stride, self.kernel = stride, nn.Parameter(torch.randn(out_channels, in_channels, 3, 3) / (9 * in_channels) ** 0.5)
        self.bn = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        rows = (x.shape[2] - 1) // self.stride + 1
        columns = F.unfold(x, 3, padding=1, stride=self.stride)
        z = (self.kernel.flatten(1) @ columns).unflatten(2, (rows, -1))
        return nn.functional.threshold(self.bn(z), 0.0, 0.0)
