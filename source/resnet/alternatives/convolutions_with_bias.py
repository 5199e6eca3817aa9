"""The convolutions have a bias, which batch norm takes out again.

id: E4
question: q6_block
fails: none
except: test_handed_in_weights_fit, test_network_has_learnt, test_network_is_close_to_the_goal, test_accuracy_on_the_test_split
"""
class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride, 1)
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, 1, 1)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.stride = stride
        self.out_channels = out_channels

    def forward(self, x):
        out = F.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        return F.relu(shortcut_a(x, self.out_channels, self.stride) + out)
