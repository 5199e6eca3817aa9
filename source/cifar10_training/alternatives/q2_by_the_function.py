"""The module holds parameters alone and calls the function.

question: q2_three_ways
fails: none
cell: ThreeLayerConvNet
"""
class ThreeLayerConvNet(nn.Module):
    def __init__(self, in_channels, channel_1, channel_2, num_classes):
        super().__init__()
        sizes = ((channel_1, in_channels, 5, 5), (channel_2, channel_1, 3, 3), (num_classes, channel_2 * 1024))
        self.params = nn.ParameterList()
        for size in sizes:
            fan_in = math.prod(size[1:])
            self.params.append(nn.Parameter(torch.randn(size) * math.sqrt(2 / fan_in)))
            self.params.append(nn.Parameter(torch.zeros(size[0])))

    def forward(self, x):
        return three_layer_net(x, list(self.params))
