"""Validation looks at the first twenty batches alone.

question: q11_fit
fails: test_fit_reports_training_loss_and_accuracy
cell: fit
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    pass
    for epoch in range(epochs):
        model.train()
        total = right = n = 0
        for x, y in train_loader:
            optimizer.zero_grad()
            out = model(x)
            loss = criterion(out, y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            right += (out.argmax(1) == y).sum().item()
            n += len(y)
        history["train_loss"].append(total / n)
        history["train_accuracy"].append(right / n)
        history["val_accuracy"].append(evaluate(model, [pair for _, pair in zip(range(20), val_loader)]))
    return history
