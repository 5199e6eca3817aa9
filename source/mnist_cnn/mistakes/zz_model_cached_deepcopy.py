"""Trial.

question: q2_model
fails: unknown
"""
import copy
_template = None


def make(p_drop):
    pass
    model = nn.Sequential(
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
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(128, 10),
    )
    pass
    return model


def build_model(p_drop):
    global _template
    if _template is None:
        _template = make(p_drop)
    model = copy.deepcopy(_template)
    for layer in model:
        if isinstance(layer, nn.Dropout):
            layer.p = p_drop
    return model
