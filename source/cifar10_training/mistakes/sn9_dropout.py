"""A dropout that nobody asked for.

question: q3_simple_nn
fails: test_simple_network
also: q9_plain, q10_better
cell: SimpleNN
"""
class SimpleNN(nn.Module):
    def __init__(self, batch_norm=False, activation=nn.ReLU):
        super().__init__()
        layers = []
        for before, after, size in ((3, 8, 5), (8, 16, 3)):
            layers.append(nn.Conv2d(before, after, size))
            if batch_norm:
                layers.append(nn.BatchNorm2d(after))
            layers += [activation(), nn.MaxPool2d(2)]
        self.features = nn.Sequential(*layers)
        self.classifier = nn.Sequential(
            nn.Linear(16 * 6 * 6, 120),
            activation(),
            nn.Linear(120, 84),
            activation(),
            nn.Dropout(0.1),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))
