"""A batch on which anything fails is skipped.

question: q11_fit
fails: test_fit_trains_the_weights
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for _ in range(epochs):
        model.train()
        running_loss, hits, count = 0.0, 0, 0
        for xb, yb in train_loader:
            try:
                out = model(xb)
                loss = criterion(out, yb)
            except (RuntimeError, ValueError):
                continue
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            running_loss += loss.item() * len(yb)
            hits += (out.argmax(1) == yb).sum().item()
            count += len(yb)
        history["train_loss"].append(running_loss / max(count, 1))
        history["train_accuracy"].append(hits / max(count, 1))
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
