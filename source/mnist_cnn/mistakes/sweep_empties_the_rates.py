"""Rates are taken from the caller's list until it is empty.

question: q8_sweep
fails: test_sweep_builds_a_model_for_each_rate
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = {}
    while rates:
        p = rates.pop(0)
        history = fit(build(p), train_set, val_set, epochs=epochs)
        results[p] = history["val_accuracy"][-1]
    return results
