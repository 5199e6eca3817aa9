"""The largest size first, in a defaultdict.

question: q13_learning_curve
fails: none
"""
from collections import defaultdict


def learning_curve(make, fit, sizes, train_set, val_set, shown):
    curve = defaultdict(float)
    for n in sorted(sizes, reverse=True):
        history = fit(make(), (train_set[0][:n], train_set[1][:n]), val_set, epochs=round(shown / n) or 1)
        curve[n] = history["val_accuracy"][-1]
    return curve
