"""Accuracies of zero are left out.

question: q13_learning_curve
fails: test_curve_notes_the_last_validation_accuracy
hint: `if value` is false for 0, and 0 is an accuracy like any other.
"""
def learning_curve(make, fit, sizes, train_set, val_set, shown):
    result = {}
    for n in sizes:
        epochs = max(1, round(shown / n))
        history = fit(make(), (train_set[0][:n], train_set[1][:n]), val_set, epochs=epochs)
        if value := history["val_accuracy"][-1]:
            result[n] = value
    return result
