"""The training set is handed over as validation set too.

id: SW9
question: q8_sweep
fails: test_sweep_hands_data_and_epochs_on
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = {}
    for p in rates:
        history = fit(build(p), train_set, train_set, epochs=epochs)
        results[p] = history["val_accuracy"][-1]
    return results
