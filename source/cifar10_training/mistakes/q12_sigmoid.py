"""A sigmoid for each class: numbers between 0 and 1 are no scores.

question: q12_own
fails: test_own_network_can_be_trained
cell: OwnNet
"""
class OwnNet(nn.Module):

    def __init__(self):
        super().__init__()

        def block(before, after):
            convolution = nn.Conv2d(before, after, 3, padding=1, bias=False)
            return [convolution, nn.BatchNorm2d(after), nn.ReLU()]

        self.features = nn.Sequential(
            *block(3, 16),
            nn.MaxPool2d(2),
            *block(16, 32),
            nn.MaxPool2d(2),
            *block(32, 64),
            *block(64, 64),
            nn.AdaptiveAvgPool2d(1),
        )
        self.fc = nn.Linear(64, 10)

    def forward(self, x):
        return torch.sigmoid(self.fc(self.features(x).flatten(1)))
