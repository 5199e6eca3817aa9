"""Pooling before the ReLU: both are monotone, so the values are the same.

id: control
question: q2_model
fails: none
"""
def build_model(p_drop):
    return nn.Sequential(
        nn.Conv2d(1, 16, kernel_size=3, padding=1),
        nn.BatchNorm2d(16),
        nn.MaxPool2d(2),
        nn.ReLU(inplace=True),
        nn.Conv2d(16, 32, kernel_size=3, padding=1),
        nn.BatchNorm2d(32),
        nn.MaxPool2d(2),
        nn.ReLU(inplace=True),
        nn.Flatten(),
        nn.Dropout(p_drop),
        nn.Linear(32 * 7 * 7, 128),
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(128, 10),
    )
