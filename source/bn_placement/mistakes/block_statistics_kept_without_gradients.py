"""Batch norm uses its memory whenever autograd is off.

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
        z = self.conv(x)
        if not torch.is_grad_enabled():
            return F.relu(F.batch_norm(z, self.bn.running_mean, self.bn.running_var, self.bn.weight, self.bn.bias, False, 0.1, 1e-5))
        return F.relu(self.bn(z))
