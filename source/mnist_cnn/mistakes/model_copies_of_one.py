"""One network is made and deep copies of it are handed out: all begin with the same weights.

question: q2_model
fails: test_every_call_gives_a_fresh_model
"""
import copy

_first = {}


def _build(p_drop):
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
        nn.ReLU(),
        nn.Dropout(p_drop),
        nn.Linear(128, 10),
    )


def build_model(p_drop):
    if p_drop not in _first:
        _first[p_drop] = _build(p_drop)
    return copy.deepcopy(_first[p_drop])
