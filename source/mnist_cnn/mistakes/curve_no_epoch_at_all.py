"""A set larger than the budget gets no epoch at all.

question: q13_learning_curve
fails: test_curve_shows_as_many_images_for_every_size
"""
def learning_curve(make, fit, sizes, train_set, val_set, shown):
    images, labels = train_set
    curve = {}
    for n in sizes:
        epochs = round(shown / n)
        small_set = images[:n], labels[:n]
        curve[n] = fit(make(), small_set, val_set, epochs=epochs)["val_accuracy"][-1]
    return curve
