"""The criterion that was handed in is ignored in favour of plain cross-entropy.

question: q11_fit
fails: test_fit_reports_training_loss_and_accuracy
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for _ in range(epochs):
        model.train()
        ls, c, n = 0.0, 0, 0
        for x, y in train_loader:
            optimizer.zero_grad()
            s = model(x)
            loss = F.cross_entropy(s, y)
            loss.backward()
            optimizer.step()
            ls += loss.item() * len(y)
            c += (s.argmax(1) == y).sum().item()
            n += len(y)
        history["train_loss"].append(ls / n)
        history["train_accuracy"].append(c / n)
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
