"""In evaluation mode only the running statistics are applied, and gamma and beta forgotten.

question: q2_block
fails: test_block_values
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.bn = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        z = self.conv(x)
        if self.training:
            return F.relu(self.bn(z))
        return F.relu(F.batch_norm(z, self.bn.running_mean, self.bn.running_var))
