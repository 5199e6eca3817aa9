"""Runs whose accuracy is not above chance are left out.

question: q8_sweep
fails: test_sweep_notes_the_last_validation_accuracy
hint: A bad run is a result, too: every rate has its entry.
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    result = {}
    for p in rates:
        history = fit(build(p), train_set, val_set, epochs=epochs)
        if history['val_accuracy'][-1] > 0.1:
            result[p] = history['val_accuracy'][-1]
    return result
