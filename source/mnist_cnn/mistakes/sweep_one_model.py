"""One model is made before the loop, and trained on and on for all rates.

id: SW1
question: q8_sweep
fails: test_sweep_builds_a_model_for_each_rate
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    model = build(rates[0])
    results = {}
    for p in rates:
        history = fit(model, train_set, val_set, epochs=epochs)
        results[p] = history["val_accuracy"][-1]
    return results
