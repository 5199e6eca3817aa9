"""Uniform initial weights of the same standard deviation, and a Sequential inside.

question: q2_three_ways
fails: none
cell: ThreeLayerConvNet
"""
class ThreeLayerConvNet(nn.Module):
    def __init__(self, in_channels, channel_1, channel_2, num_classes):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(in_channels, channel_1, 5, 1, 2), nn.ReLU(inplace=True),
            nn.Conv2d(channel_1, channel_2, 3, 1, 1), nn.ReLU(inplace=True),
            nn.Flatten(), nn.LazyLinear(num_classes) if False else nn.Linear(1024 * channel_2, num_classes),
        )
        for module in self.net:
            if hasattr(module, "weight"):
                nn.init.kaiming_uniform_(module.weight, nonlinearity="relu")
                module.bias.data.zero_()

    def forward(self, x):
        return self.net(x)
