"""The best epoch of each run is noted.

question: q13_learning_curve
fails: test_curve_notes_the_last_validation_accuracy
"""
def learning_curve(make, fit, sizes, train_set, val_set, shown):
    images, labels = train_set
    curve = {}
    for n in sizes:
        epochs = max(1, round(shown / n))
        small_set = images[:n], labels[:n]
        curve[n] = max(fit(make(), small_set, val_set, epochs=epochs)["val_accuracy"])
    return curve
