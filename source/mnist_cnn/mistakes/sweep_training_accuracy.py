"""The rates are compared by training accuracy, which no regulariser improves.

id: SW3
question: q8_sweep
fails: test_sweep_notes_the_last_validation_accuracy
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    return {p: fit(build(p), train_set, val_set, epochs=epochs)["train_accuracy"][-1] for p in rates}
