"""Arguments by their names, as train has them.

question: q13_learning_curve
fails: none
"""
def learning_curve(make, fit, sizes, train_set, val_set, shown):
    def one(n):
        part = tuple(tensor[:n] for tensor in train_set)
        history = fit(model=make(), train_set=part, val_set=val_set, epochs=round(shown / n) or 1)
        return history["val_accuracy"].copy().pop()

    return {n: one(n) for n in sizes}
