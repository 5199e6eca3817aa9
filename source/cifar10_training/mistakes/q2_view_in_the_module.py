"""The module flattens by view, which needs its maps in the usual order in memory.

question: q2_three_ways
fails: test_module_network
cell: ThreeLayerConvNet
"""
class ThreeLayerConvNet(nn.Module):
    def __init__(self, in_channels, channel_1, channel_2, num_classes):
        super().__init__()
        self.c1, self.c2 = nn.Conv2d(in_channels, channel_1, 5, padding=2), nn.Conv2d(channel_1, channel_2, 3, padding=1)
        self.fc = nn.Linear(32 * 32 * channel_2, num_classes)
        for m in (self.c1, self.c2, self.fc):
            nn.init.kaiming_normal_(m.weight)
            nn.init.zeros_(m.bias)

    def forward(self, x):
        x = F.relu(self.c2(F.relu(self.c1(x))))
        return self.fc(x.view(x.shape[0], -1))
