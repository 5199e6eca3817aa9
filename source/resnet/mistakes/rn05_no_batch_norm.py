"""The block has no batch norm.

id: RN5
question: q6_block
fails: test_block_parameters
also: q7_resnet20, q12_weights
"""
class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride=stride, padding=1, bias=False)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, stride=1, padding=1, bias=False)
        self.stride = stride
        self.out_channels = out_channels

    def forward(self, x):
        out = F.relu(self.conv1(x))
        out = self.conv2(out)
        return F.relu(out + shortcut_a(x, self.out_channels, self.stride))
