"""The same layers, written out.

question: q12_own
fails: none
"""
class OwnNet(nn.Module):
    def __init__(self):
        super().__init__()
        layers, before = [], 3
        for after in (16, "pool", 32, "pool", 64, 64):
            if after == "pool":
                layers.append(nn.MaxPool2d(kernel_size=2))
                continue
            layers += [nn.Conv2d(before, after, 3, padding=1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
            before = after
        self.features = nn.Sequential(*layers)
        self.fc = nn.Linear(before, 10)

    def forward(self, x):
        return self.fc(self.features(x).mean(dim=(2, 3)))
