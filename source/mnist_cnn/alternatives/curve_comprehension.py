"""A comprehension over the sizes.

question: q13_learning_curve
fails: none
"""
def learning_curve(make, fit, sizes, train_set, val_set, shown):
    def run(n):
        few = tuple(part[:n] for part in train_set)
        return fit(make(), few, val_set, epochs=max(int(shown / n + 0.5), 1))

    return {n: run(n)["val_accuracy"][-1] for n in sizes}
