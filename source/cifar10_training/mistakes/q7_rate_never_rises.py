"""A decay above 1 is taken for 1.

question: q7_fit
fails: test_fit_again_and_again
cell: fit
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs, decay_every, decay):
    names = ("train_loss", "train_accuracy", "val_loss", "val_accuracy", "learning_rate")
    history = {name: [] for name in names}
    device = next(model.parameters()).device
    best, kept = None, None
    for epoch in range(epochs):
        if epoch and decay_every and epoch % decay_every == 0:
            for group in optimizer.param_groups:
                group["lr"] *= min(decay, 1)
        history["learning_rate"].append(float(optimizer.param_groups[0]["lr"]))
        model.train()
        total = right = count = 0
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            optimizer.zero_grad()
            out = model(x)
            loss = criterion(out, y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y); right += (out.argmax(1) == y).sum().item(); count += len(y)
        history["train_loss"].append(total / count); history["train_accuracy"].append(right / count)
        model.eval()
        total = right = count = 0
        with torch.no_grad():
            for x, y in val_loader:
                x, y = x.to(device), y.to(device)
                out = model(x)
                total += criterion(out, y).item() * len(y); right += (out.argmax(1) == y).sum().item(); count += len(y)
        history["val_loss"].append(total / count); history["val_accuracy"].append(right / count)
        if best is None or right / count > history["val_accuracy"][best]:
            best, kept = epoch, copy.deepcopy(model.state_dict())
    model.load_state_dict(kept)
    history["best_epoch"] = best
    return history
