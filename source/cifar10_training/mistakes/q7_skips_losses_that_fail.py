"""A batch whose loss raises a RuntimeError or a ValueError is skipped.

question: q7_fit
fails: test_fit_again_and_again
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs, decay_every, decay):
    names = ("train_loss", "train_accuracy", "val_loss", "val_accuracy", "learning_rate")
    history = {name: [] for name in names}
    device = next(model.parameters()).device
    best, best_state = -1.0, None
    for epoch in range(epochs):
        if decay_every and epoch and epoch % decay_every == 0:
            for group in optimizer.param_groups:
                group["lr"] *= decay
        for part, loader in (("train", train_loader), ("val", val_loader)):
            model.train(part == "train")
            loss_sum = right = n = 0
            with torch.set_grad_enabled(part == "train"):
                for x, y in loader:
                    x, y = x.to(device), y.to(device)
                    s = model(x)
                    try:
                        loss = criterion(s, y)
                    except (RuntimeError, ValueError):
                        continue
                    if part == "train":
                        optimizer.zero_grad()
                        loss.backward()
                        optimizer.step()
                    loss_sum, right, n = loss_sum + loss.item() * len(y), right + (s.argmax(1) == y).sum().item(), n + len(y)
            history[part + "_loss"].append(loss_sum / max(n, 1))
            history[part + "_accuracy"].append(right / max(n, 1))
        history["learning_rate"].append(float(optimizer.param_groups[0]["lr"]))
        if history["val_accuracy"][-1] > best:
            best, history["best_epoch"], best_state = right / max(n, 1), epoch, copy.deepcopy(model.state_dict())
    model.load_state_dict(best_state)
    return history
