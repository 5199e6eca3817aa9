"""The best epoch of each run is noted instead of the last one.

id: SW4
question: q8_sweep
fails: test_sweep_notes_the_last_validation_accuracy
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    return {p: max(fit(build(p), train_set, val_set, epochs=epochs)["val_accuracy"]) for p in rates}
