"""A seed is set for each size, so that all curves are the same and their spread is 0.

question: q13_learning_curve
fails: test_curve_notes_the_last_validation_accuracy
"""
def learning_curve(make, fit, sizes, train_set, val_set, shown):
    images, labels = train_set
    curve = {}
    for n in sizes:
        torch.manual_seed(n)
        epochs = max(1, round(shown / n))
        small_set = images[:n], labels[:n]
        curve[n] = fit(make(), small_set, val_set, epochs=epochs)["val_accuracy"][-1]
    return curve
