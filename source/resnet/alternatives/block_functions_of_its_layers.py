"""The layers hold the weights, and PyTorch's functions use them.

question: q6_block
fails: none
"""
class BasicBlock(nn.Module):
    """Residual block.

    (N, in_channels, H, W) -> (N, out_channels, ceil(H / stride), ceil(W / stride))
    """

    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.out_channels, self.stride = out_channels, stride

    def forward(self, x):
        branch = F.conv2d(x, self.conv1.weight, stride=self.stride, padding=1)
        branch = F.conv2d(F.relu(self.bn1(branch)), self.conv2.weight, padding=1)
        branch = self.bn2(branch)
        return F.relu(branch + shortcut_a(x, self.out_channels, self.stride))
