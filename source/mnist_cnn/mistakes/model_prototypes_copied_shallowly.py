"""Convolutions are shallow copies of prototypes: all networks share the filters, and training one trains the others.

question: q2_model
fails: test_every_call_gives_a_fresh_model
"""
import copy
_conv1, _conv2 = nn.Conv2d(1, 16, kernel_size=3, padding=1), nn.Conv2d(16, 32, kernel_size=3, padding=1)


def build_model(p_drop):
    return nn.Sequential(
        copy.copy(_conv1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
        copy.copy(_conv2), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(p_drop), nn.Linear(32 * 7 * 7, 128), nn.ReLU(), nn.Dropout(p_drop), nn.Linear(128, 10),
    )
