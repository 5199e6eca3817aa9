"""Batch means are added up and divided by the number of images.

question: q11_fit
fails: test_fit_reports_training_loss_and_accuracy
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        running_loss, hits, count = 0.0, 0, 0
        for xb, yb in train_loader:
            optimizer.zero_grad()
            out = model(xb)
            loss = criterion(out, yb)
            loss.backward()
            optimizer.step()
            running_loss += loss.item()
            hits += (out.argmax(1) == yb).sum().item()
            count += len(yb)
        history["train_loss"].append(running_loss / count)
        history["train_accuracy"].append(hits / count)
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
