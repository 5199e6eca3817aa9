"""From the second half of the epochs on, batch norm layers are put into evaluation mode.

question: q11_fit
fails: test_fit_trains_the_weights
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        if epoch >= epochs / 2 and epoch > 2:
            for m in model.modules():
                if isinstance(m, nn.BatchNorm2d):
                    m.eval()
        s = k = n = 0
        for x, y in train_loader:
            out = model(x)
            loss = criterion(out, y)
            optimizer.zero_grad(); loss.backward(); optimizer.step()
            s += loss.item() * len(y); k += (out.argmax(1) == y).sum().item(); n += len(y)
        history["train_loss"].append(s / n)
        history["train_accuracy"].append(k / n)
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
