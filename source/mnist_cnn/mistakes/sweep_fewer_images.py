""""To be faster" only the first 2,000 training images are handed on.

question: q8_sweep
fails: test_sweep_hands_data_and_epochs_on
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = {}
    small = train_set[0][:2000], train_set[1][:2000]
    for p in rates:
        results[p] = fit(build(p), small, val_set, epochs=epochs)["val_accuracy"][-1]
    return results
