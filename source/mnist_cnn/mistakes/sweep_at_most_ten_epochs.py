"""At most ten epochs.

question: q8_sweep
fails: test_sweep_hands_data_and_epochs_on
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = {}
    for p in rates:
        results[p] = fit(build(p), train_set, val_set, epochs=min(epochs, 10))["val_accuracy"][-1]
    return results
