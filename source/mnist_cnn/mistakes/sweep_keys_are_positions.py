"""The dictionary has positions for keys instead of rates.

id: SW10
question: q8_sweep
fails: test_sweep_has_an_entry_per_rate
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = {}
    for k, p in enumerate(rates):
        results[k] = fit(build(p), train_set, val_set, epochs=epochs)["val_accuracy"][-1]
    return results
