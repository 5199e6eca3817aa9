"""layer.forward(x) in place of a call, in the block.

question: q6_block
fails: none
"""
class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.out_channels, self.stride = out_channels, stride

    def forward(self, x):
        branch = F.relu(self.bn1.forward(self.conv1.forward(x)))
        branch = self.bn2.forward(self.conv2.forward(branch))
        return F.relu(branch + shortcut_a(x, self.out_channels, self.stride))
