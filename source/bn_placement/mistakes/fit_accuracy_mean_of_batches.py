"""The accuracies of the batches are averaged, so a small last batch weighs as much as a full one.

id: TL7
question: q11_fit
fails: test_fit_reports_training_loss_and_accuracy
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        losses, accuracies, sizes = [], [], []
        for xb, yb in train_loader:
            out = model(xb)
            loss = criterion(out, yb)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item() * len(yb))
            sizes.append(len(yb))
            accuracies.append((out.argmax(1) == yb).float().mean().item())
        history["train_loss"].append(sum(losses) / sum(sizes))
        history["train_accuracy"].append(sum(accuracies) / len(accuracies))
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
