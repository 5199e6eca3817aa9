"""A run that fails is tried again, up to three times, then left out.

question: q8_sweep
fails: test_sweep_notes_the_last_validation_accuracy
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = {}
    for p in rates:
        for attempt in range(3):
            try:
                results[p] = fit(build(p), train_set, val_set, epochs=epochs)["val_accuracy"][-1]
                break
            except RuntimeError:
                continue
    return results
