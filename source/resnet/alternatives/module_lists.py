"""Blocks in ModuleLists that are made by a method, the same names in the state_dict.

question: q7_resnet20
fails: none
"""
class ResNet20(nn.Module):
    def __init__(self, num_classes=10):
        super().__init__()
        self.fc = nn.Linear(64, num_classes)
        self.conv1 = nn.Conv2d(3, 16, kernel_size=3, stride=1, padding="same", bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = self.make_stage(16, 16, 1)
        self.layer2 = self.make_stage(16, 32, 2)
        self.layer3 = self.make_stage(32, 64, 2)

    def make_stage(self, before, width, stride):
        stage = nn.ModuleList([BasicBlock(before, width, stride)])
        for _ in range(2):
            stage.append(BasicBlock(width, width))
        return stage

    def forward(self, images):
        maps = self.bn1(self.conv1(images)).relu()
        for stage in (self.layer1, self.layer2, self.layer3):
            for block in stage:
                maps = block(maps)
        return self.fc(maps.flatten(2).mean(2))
