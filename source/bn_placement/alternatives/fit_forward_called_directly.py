"""model.forward(x) in place of a call, and a validation loop of its own.

question: q11_fit
fails: none
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        total = right = seen = 0
        for x, y in train_loader:
            scores = model.forward(x)
            loss = criterion(scores, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            right += (scores.argmax(1) == y).sum().item()
            seen += len(y)
        history["train_loss"].append(total / seen)
        history["train_accuracy"].append(right / seen)
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
