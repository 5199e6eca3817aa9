"""Layers with names, in an OrderedDict, and blocks from a function.

question: q2_model
fails: none
except: test_final_rate_is_that_of_the_training, test_weights_fit_the_model, test_network_has_learnt, test_network_reaches_the_accuracy_asked_for
"""
from collections import OrderedDict


def block(width, filters):
    return nn.Sequential(nn.Conv2d(width, filters, (3, 3), padding="same"), nn.BatchNorm2d(filters), nn.ReLU(), nn.MaxPool2d((2, 2)))


def build_model(p_drop):
    return nn.Sequential(OrderedDict(
        features=nn.Sequential(block(1, 16), block(16, 32)),
        flat=nn.Flatten(),
        head=nn.Sequential(nn.Dropout(p_drop), nn.Linear(32 * 7 * 7, 128), nn.ReLU(), nn.Dropout(p_drop), nn.Linear(128, 10)),
    ))
