"""Dropout before the ReLU: scaling by zero or a positive number commutes with it.

id: control
question: q2_model
fails: none
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
        nn.Dropout(p_drop),
        nn.Linear(32 * 7 * 7, 128),
        nn.Dropout(p_drop),
        nn.ReLU(),
        nn.Linear(128, 10),
    )
