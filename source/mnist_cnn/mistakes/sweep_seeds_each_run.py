"""The seed is set before each run, so that all sweeps are the same and their spread is 0.

question: q8_sweep
fails: test_sweep_notes_the_last_validation_accuracy
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    results = {}
    for p in rates:
        torch.manual_seed(0)
        results[p] = fit(build(p), train_set, val_set, epochs=epochs)["val_accuracy"][-1]
    return results
