"""The first epoch runs with a tenth of the learning rate.

question: q11_fit
fails: test_fit_trains_the_weights
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    rates = [group["lr"] for group in optimizer.param_groups]
    for epoch in range(epochs):
        model.train()
        for group, rate in zip(optimizer.param_groups, rates):
            group["lr"] = rate if epoch else rate / 10
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
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
