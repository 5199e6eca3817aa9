"""A batch of one image in training mode uses the running statistics, as if batch norm could not.

question: q6_block
fails: test_block_in_training_mode
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

    def forward(self, x):
        alone = self.training and len(x) == 1
        if alone:
            self.bn1.eval(), self.bn2.eval()
        branch = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if alone:
            self.bn1.train(), self.bn2.train()
        return F.relu(branch + shortcut_a(x, self.out_channels, self.stride))
