"""Weighted averages by NumPy, whose float64 is a Python float too.

question: q11_fit
fails: none
"""
import numpy as np


def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"val_accuracy": [], "train_accuracy": [], "train_loss": []}
    for _ in range(epochs):
        rows = []
        for x, y in train_loader:
            model.train()
            out = model(x)
            loss = criterion(out, y)
            for p in model.parameters():
                p.grad = None
            loss.backward()
            optimizer.step()
            rows.append((loss.item(), (out.argmax(1) == y).double().mean().item(), len(y)))
        losses, right, n = np.array(rows).T
        history["train_loss"] += [np.average(losses, weights=n)]
        history["train_accuracy"] += [np.average(right, weights=n)]
        history["val_accuracy"] += [evaluate(model, val_loader)]
    return history
