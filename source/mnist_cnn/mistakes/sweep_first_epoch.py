"""The accuracy after the first epoch is noted instead of the last one.

id: SW5
question: q8_sweep
fails: test_sweep_notes_the_last_validation_accuracy
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    return {p: fit(build(p), train_set, val_set, epochs=epochs)["val_accuracy"][0] for p in rates}
