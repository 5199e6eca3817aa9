"""Trial.

question: q8_sweep
fails: unknown
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    return {p: fit(build(p), train_set, val_set, epochs)["val_accuracy"][-1] for p in rates}
