"""The config that is returned is an OrderedDict.

question: q1_momentum
fails: none
"""
from collections import OrderedDict


def sgd_momentum(w, dw, config=None):
    config = {"learning_rate": 1e-2, "momentum": 0.9, "velocity": torch.zeros_like(w), **(config or {})}
    v = config["momentum"] * config["velocity"] - config["learning_rate"] * dw
    return w + v, OrderedDict({**config, "velocity": v})
