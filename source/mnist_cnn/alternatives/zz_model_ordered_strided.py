"""Trial.

question: q2_model
fails: none
except: test_weights_fit_the_model, test_network_has_learnt, test_network_reaches_the_accuracy_asked_for
"""
from collections import OrderedDict


def build_model(p_drop):
    layers = OrderedDict()
    layers["conv1"] = nn.Conv2d(1, 32, 5, stride=2, padding=2, bias=False)
    layers["bn1"] = nn.BatchNorm2d(32)
    layers["relu1"] = nn.ReLU(True)
    layers["conv2"] = nn.Conv2d(32, 64, 5, stride=2, padding=2, bias=False)
    layers["bn2"] = nn.BatchNorm2d(64)
    layers["relu2"] = nn.ReLU(True)
    layers["flat"] = nn.Flatten()
    layers["fc1"] = nn.Linear(64 * 49, 256)
    layers["relu3"] = nn.ReLU(True)
    layers["drop"] = nn.Dropout(p_drop)
    layers["fc2"] = nn.Linear(256, 10)
    return nn.Sequential(layers)
