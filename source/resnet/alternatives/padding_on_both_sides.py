"""Option A with half of the zero channels on each side, written into the block.

id: E7
question: q6_block
fails: none
except: test_network_has_learnt, test_network_is_close_to_the_goal, test_accuracy_on_the_test_split
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

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        missing = self.out_channels - x.shape[1]
        if self.stride != 1 or missing:
            x = x[:, :, :: self.stride, :: self.stride]
            x = F.pad(x, (0, 0, 0, 0, missing // 2, missing - missing // 2), "constant", 0)
        out = out + x
        return out.relu_()
