"""A single image in training mode goes through in evaluation mode.

question: q7_resnet20
fails: test_training_mode_as_in_the_paper
cell: ResNet20
"""
class ResNet20(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(BasicBlock(16, 16), BasicBlock(16, 16), BasicBlock(16, 16))
        self.layer2 = nn.Sequential(BasicBlock(16, 32, 2), BasicBlock(32, 32), BasicBlock(32, 32))
        self.layer3 = nn.Sequential(BasicBlock(32, 64, 2), BasicBlock(64, 64), BasicBlock(64, 64))
        self.fc = nn.Linear(64, num_classes)

    def forward(self, x):
        was = self.training
        if len(x) == 1:
            self.eval()
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.fc(self.layer3(self.layer2(self.layer1(y))).mean(dim=(2, 3)))
        self.train(was)
        return y
