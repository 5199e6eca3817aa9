"""To save time only the first validation batch is looked at.

question: q11_fit
fails: test_fit_switches_modes_in_every_epoch
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        total = right = seen = 0
        for x, y in train_loader:
            scores = model(x)
            loss = criterion(scores, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            right += (scores.argmax(1) == y).sum().item()
            seen += len(y)
        history["train_loss"].append(total / seen)
        history["train_accuracy"].append(right / seen)
        history["val_accuracy"].append(evaluate(model, [next(iter(val_loader))]))
    return history
