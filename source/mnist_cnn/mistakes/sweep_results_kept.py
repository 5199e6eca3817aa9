"""The dictionary is a global that keeps results of earlier sweeps.

question: q8_sweep
fails: test_sweep_builds_a_model_for_each_rate
"""
_results = {}


def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = _results
    for p in rates:
        history = fit(build(p), train_set, val_set, epochs=epochs)
        results[p] = history["val_accuracy"][-1]
    return results
