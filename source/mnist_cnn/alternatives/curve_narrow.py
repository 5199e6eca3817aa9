"""narrow() for the first images, and rounding by hand.

question: q13_learning_curve
fails: none
"""
def learning_curve(make, fit, sizes, train_set, val_set, shown):
    curve = {}
    for n in list(sizes):
        some = [t.narrow(0, 0, n) for t in train_set]
        model = make()
        history = fit(model, tuple(some), val_set, epochs=max(int(shown / n + 0.5), 1))
        *_, curve[n] = history["val_accuracy"]
    return curve
