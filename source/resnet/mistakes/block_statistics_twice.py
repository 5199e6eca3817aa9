"""The branch is computed once more in the backward pass, to save memory, and the statistics of its batch norms move twice.

question: q6_block
fails: test_block_learns
also: q7_resnet20
cell: BasicBlock
"""
class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.out_channels, self.stride = out_channels, stride

    def branch(self, x):
        return self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))

    def forward(self, x):
        from torch.utils.checkpoint import checkpoint

        branch = checkpoint(self.branch, x, use_reentrant=False) if self.training else self.branch(x)
        return F.relu(branch + shortcut_a(x, self.out_channels, self.stride))
