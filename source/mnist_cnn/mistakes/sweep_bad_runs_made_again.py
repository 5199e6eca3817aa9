"""A run that ends below 20 % is tried once more.

question: q8_sweep
fails: test_sweep_notes_the_last_validation_accuracy
hint: Each rate gets one run, also where it goes badly.
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    result = {}
    for p in rates:
        history = fit(build(p), train_set, val_set, epochs=epochs)
        if history['val_accuracy'][-1] < 0.2:
            history = fit(build(p), train_set, val_set, epochs=epochs)
        result[p] = history["val_accuracy"][-1]
    return result
