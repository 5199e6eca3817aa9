"""At the end the model gets the mean of the weights of all epochs.

question: q11_fit
fails: test_fit_trains_the_weights
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    means = {}
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
        for name, value in model.state_dict().items():
            means[name] = means.get(name, 0) + value.clone() / epochs
    for name, value in model.state_dict().items():
        value.copy_(means.get(name, value))
    return history
