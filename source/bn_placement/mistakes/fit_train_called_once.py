"""train() is called once before the epochs; validation calls eval(), and from the second epoch on the model trains in evaluation mode.

id: TL2
question: q11_fit
fails: test_fit_switches_modes_in_every_epoch
"""
def check(model, val_loader):
    model.eval()
    hits, count = 0, 0
    with torch.no_grad():
        for xb, yb in val_loader:
            hits += (model(xb).argmax(1) == yb).sum().item()
            count += len(yb)
    return hits / count


def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    model.train()
    for epoch in range(epochs):
        running_loss, hits, count = 0.0, 0, 0
        for xb, yb in train_loader:
            optimizer.zero_grad()
            out = model(xb)
            loss = criterion(out, yb)
            loss.backward()
            optimizer.step()
            running_loss += loss.item() * len(yb)
            hits += (out.argmax(1) == yb).sum().item()
            count += len(yb)
        history["train_loss"].append(running_loss / count)
        history["train_accuracy"].append(hits / count)
        history["val_accuracy"].append(check(model, val_loader))
    return history
