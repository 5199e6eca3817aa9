"""One model learns from all sizes, one after the other.

question: q13_learning_curve
fails: test_curve_shows_as_many_images_for_every_size
"""
def learning_curve(make, fit, sizes, train_set, val_set, shown):
    images, labels = train_set
    curve = {}
    model = make()
    for n in sizes:
        epochs = max(1, round(shown / n))
        small_set = images[:n], labels[:n]
        curve[n] = fit(model, small_set, val_set, epochs=epochs)["val_accuracy"][-1]
    return curve
