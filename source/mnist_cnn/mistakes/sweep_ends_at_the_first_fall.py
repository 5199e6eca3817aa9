"""The sweep ends as soon as a rate is worse than the one before.

question: q8_sweep
fails: test_sweep_notes_the_last_validation_accuracy
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = {}
    for p in rates:
        history = fit(build(p), train_set, val_set, epochs=epochs)
        results[p] = history["val_accuracy"][-1]
        values = list(results.values())
        if len(values) > 1 and values[-1] < values[-2]:
            break
    return results
