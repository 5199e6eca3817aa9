"""The results are computed and never noted, as in a public notebook.

id: SW6
question: q8_sweep
fails: test_sweep_has_an_entry_per_rate
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    accuracies = {}
    for p in rates:
        history = fit(build(p), train_set, val_set, epochs=epochs)
        best = history["val_accuracy"][-1]
    return accuracies
