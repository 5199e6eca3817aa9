"""It ends when the loss is below a thousandth.

question: q11_fit
fails: test_fit_returns_a_history
hint: A small loss is no reason to stop: all epochs are run.
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        total = right = count = 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            scores = model(images)
            loss = criterion(scores, labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            right += (scores.argmax(1) == labels).sum().item()
            count += len(labels)
        history["train_loss"].append(total / count)
        history["train_accuracy"].append(right / count)
        done = total / count < 1e-3
        history["val_accuracy"].append(evaluate(model, val_loader))
        if done:
            break
    return history
