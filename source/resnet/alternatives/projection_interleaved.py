"""The projection is computed between the layers of the branch.

question: q6_block
fails: none
except: test_handed_in_weights_fit, test_network_has_learnt, test_network_is_close_to_the_goal, test_accuracy_on_the_test_split
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
        self.fits = stride == 1 and in_channels == out_channels
        if not self.fits:
            self.project = nn.Conv2d(in_channels, out_channels, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        out = self.conv1(x)
        shortcut = x if self.fits else self.project(x)
        out = F.relu(self.bn1(out))
        shortcut = shortcut if self.fits else self.project_bn(shortcut)
        out = self.bn2(self.conv2(out))
        return torch.add(out, shortcut).clamp(min=0)
