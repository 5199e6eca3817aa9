"""Keys made floats, an OrderedDict.

question: q8_sweep
fails: none
"""
from collections import OrderedDict


def sweep(build, fit, rates, train_set, val_set, epochs=1):
    found = OrderedDict()
    for rate in list(rates):
        model = build(float(rate))
        found[float(rate)] = float(fit(model, train_set, val_set, epochs=epochs)["val_accuracy"][-1])
    return found
