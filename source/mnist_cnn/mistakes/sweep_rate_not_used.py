"""Every model is built with the rate one half.

id: SW2
question: q8_sweep
fails: test_sweep_builds_a_model_for_each_rate
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = {}
    for p in rates:
        history = fit(build(0.5), train_set, val_set, epochs=epochs)
        results[p] = history["val_accuracy"][-1]
    return results
