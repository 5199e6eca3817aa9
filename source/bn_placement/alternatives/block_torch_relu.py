"""torch.relu, and the layers under other names, in another order of definition.

question: q2_block
fails: none
"""
class ConvBNReLU(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.norm = nn.BatchNorm2d(out_channels)
        self.weights = nn.Conv2d(in_channels, out_channels, kernel_size=(3, 3), stride=(stride, stride), padding='same' if stride == 1 else 1, bias=False)

    def forward(self, x):
        return torch.relu(self.norm(self.weights(x)))
