"""An in-place ReLU overwrites the branch before the addition, so the sum is taken of the wrong tensors.

question: q6_block
fails: test_block_with_constant_branch
also: q7_resnet20, q8a_experiment, q12_weights, q13_from_scratch
"""
class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, stride=1, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.stride = stride
        self.out_channels = out_channels
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        self.relu(out)
        out += shortcut_a(x, self.out_channels, self.stride)
        return out
