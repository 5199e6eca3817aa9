"""A list of accuracies instead of a dictionary.

id: SW7
question: q8_sweep
fails: test_sweep_has_an_entry_per_rate
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    return [fit(build(p), train_set, val_set, epochs=epochs)["val_accuracy"][-1] for p in rates]
