"""The keys are texts: best_rate gives "0.2", and the cell that prints the sweep stops with an error.

question: q8_sweep
fails: test_sweep_builds_a_model_for_each_rate
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = {}
    for p in rates:
        results[str(p)] = fit(build(p), train_set, val_set, epochs=epochs)["val_accuracy"][-1]
    return results
