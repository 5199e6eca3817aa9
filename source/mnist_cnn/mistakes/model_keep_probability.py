"""The rate is taken for the probability of keeping a unit, as in the paper.

id: MN15
question: q2_model
fails: test_every_dropout_layer_has_rate_p_drop
"""
def build_model(p_drop):
    return nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=3, padding=1),
        nn.BatchNorm2d(16),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(16, 32, kernel_size=3, padding=1),
        nn.BatchNorm2d(32),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(1 - p_drop),
        nn.Linear(32 * 7 * 7, 128),
        nn.ReLU(),
        nn.Dropout(1 - p_drop),
        nn.Linear(128, 10),
    )
