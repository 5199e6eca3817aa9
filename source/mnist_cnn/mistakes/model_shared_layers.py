"""The convolutions are made once, outside of the function, so all networks train the same filters.

id: MN16
question: q2_model
fails: test_every_call_gives_a_fresh_model
"""
features = nn.Sequential(
    nn.Conv2d(1, 16, kernel_size=3, padding=1),
    nn.BatchNorm2d(16),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Conv2d(16, 32, kernel_size=3, padding=1),
    nn.BatchNorm2d(32),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Flatten(),
)


def build_model(p_drop):
    return nn.Sequential(*features,
        nn.Dropout(p_drop),
        nn.Linear(32 * 7 * 7, 128),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(128, 10),
    )
