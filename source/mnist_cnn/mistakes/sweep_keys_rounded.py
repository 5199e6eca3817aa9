"""The keys are rounded to one digit, for a tidy print.

question: q8_sweep
fails: test_sweep_builds_a_model_for_each_rate
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = {}
    for p in rates:
        history = fit(build(p), train_set, val_set, epochs=epochs)
        results[round(p, 1)] = history["val_accuracy"][-1]
    return results
