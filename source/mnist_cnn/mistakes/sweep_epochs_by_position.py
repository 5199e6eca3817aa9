"""The number of epochs is passed by position, which train does not take.

question: q8_sweep
fails: test_sweep_hands_data_and_epochs_on
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    return {p: fit(build(p), train_set, val_set, epochs)["val_accuracy"][-1] for p in rates}
