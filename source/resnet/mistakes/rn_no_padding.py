"""The convolutions have no padding, so the branch is smaller than x and is padded again to fit.

question: q6_block
fails: test_identity_block_values, test_widening_block_values
also: q7_resnet20, q12_weights
"""
class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride=stride, bias=False)
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.stride = stride
        self.out_channels = out_channels

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        shortcut = shortcut_a(x, self.out_channels, self.stride)
        dy, dx = shortcut.shape[2] - out.shape[2], shortcut.shape[3] - out.shape[3]
        out = F.pad(out, (dx // 2, dx - dx // 2, dy // 2, dy - dy // 2))
        return F.relu(out + shortcut)
