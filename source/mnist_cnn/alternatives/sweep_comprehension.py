"""A dictionary comprehension, with the rates as plain floats.

id: control
question: q8_sweep
fails: none
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    return {float(p): float(fit(build(float(p)), train_set, val_set, epochs=epochs)["val_accuracy"][-1]) for p in rates}
