"""train() once before the epochs is right where evaluate puts the mode back.

question: q11_fit
fails: none
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    model.train()
    for epoch in range(epochs):
        running_loss, hits, count = 0.0, 0, 0
        for xb, yb in train_loader:
            optimizer.zero_grad()
            out = model(xb)
            loss = criterion(out, yb)
            loss.backward()
            optimizer.step()
            running_loss += loss.item() * len(yb)
            hits += (out.argmax(1) == yb).sum().item()
            count += len(yb)
        history["train_loss"].append(running_loss / count)
        history["train_accuracy"].append(hits / count)
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
