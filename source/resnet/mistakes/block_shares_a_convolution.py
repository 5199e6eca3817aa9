"""All blocks of one size share their first convolution, kept in the class.

question: q6_block
fails: test_block_learns
also: q7_resnet20, q8a_experiment, q12_weights
"""
class BasicBlock(nn.Module):
    """Residual block.

    (N, in_channels, H, W) -> (N, out_channels, ceil(H / stride), ceil(W / stride))
    """

    kept = {}

    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        size = (in_channels, out_channels, stride)
        if size not in BasicBlock.kept:
            conv = nn.Conv2d(in_channels, out_channels, 3, stride=stride, padding=1, bias=False)
            BasicBlock.kept[size] = conv
        self.conv1 = BasicBlock.kept[size]
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.out_channels, self.stride = out_channels, stride

    def forward(self, x):
        branch = F.relu(self.bn1(self.conv1(x)))
        branch = self.bn2(self.conv2(branch))
        return F.relu(branch + shortcut_a(x, self.out_channels, self.stride))
