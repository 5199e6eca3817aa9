"""The rates are run in the other order; all models are built first.

id: control
question: q8_sweep
fails: none
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    models = {p: build(p) for p in reversed(list(rates))}
    histories = {p: fit(model, train_set, val_set, epochs=epochs) for p, model in models.items()}
    return {p: history["val_accuracy"][-1] for p, history in histories.items()}
