"""The convolution is a function with a weight of the block's own.

question: q2_block
fails: none
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(out_channels, in_channels, 3, 3))
        nn.init.kaiming_uniform_(self.weight)
        self.stride = stride
        self.b = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        return F.relu(self.b(F.conv2d(x, self.weight, stride=self.stride, padding=1)), inplace=True)
