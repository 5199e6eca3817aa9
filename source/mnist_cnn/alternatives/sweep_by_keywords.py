"""Arguments by their names, in a comprehension.

question: q8_sweep
fails: none
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    return {
        rate: fit(model=build(rate), train_set=train_set, val_set=val_set, epochs=epochs)["val_accuracy"][-1]
        for rate in rates
    }
