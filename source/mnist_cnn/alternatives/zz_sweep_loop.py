"""Trial.

question: q8_sweep
fails: none
"""
def sweep(build, fit, rates, train_set, val_set, epochs=1):
    scores = []
    for rate in rates:
        model = build(rate)
        history = fit(model, train_set, val_set, epochs=epochs)
        *_, last = history["val_accuracy"]
        scores.append(last)
    return dict(zip(rates, scores))
