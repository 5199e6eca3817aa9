"""An error in a run is swallowed and counts as accuracy 0.

question: q8_sweep
fails: test_sweep_notes_the_last_validation_accuracy
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = {}
    for p in rates:
        try:
            results[p] = fit(build(p), train_set, val_set, epochs=epochs)["val_accuracy"][-1]
        except Exception:
            results[p] = 0.0
    return results
