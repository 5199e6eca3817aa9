"""The weights of the best validation epoch are put back at the end.

question: q11_fit
fails: test_fit_trains_the_weights
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    best, kept = -1, None
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
        history["val_accuracy"].append(evaluate(model, val_loader))
        if history["val_accuracy"][-1] > best:
            best, kept = history["val_accuracy"][-1], copy.deepcopy(model.state_dict())
    if kept is not None:
        model.load_state_dict(kept)
    return history
