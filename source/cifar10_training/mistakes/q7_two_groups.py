"""The rate of the first two groups alone is multiplied.

question: q7_fit
fails: test_fit_decays_the_rate_of_every_group
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs, decay_every, decay):
    names = ("train_loss", "train_accuracy", "val_loss", "val_accuracy", "learning_rate")
    history = {name: [] for name in names}
    device = next(model.parameters()).device
    best_accuracy, best_state = -1.0, None
    for epoch in range(epochs):
        if decay_every and epoch and epoch % decay_every == 0:
            for group in optimizer.param_groups[:2]:
                group["lr"] *= decay
        history["learning_rate"].append(float(optimizer.param_groups[0]["lr"]))
        model.train()
        loss_sum, right, seen = 0.0, 0, 0
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            optimizer.zero_grad()
            scores = model(x)
            loss = criterion(scores, y)
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(y)
            right += (scores.argmax(1) == y).sum().item()
            seen += len(y)
        history["train_loss"].append(loss_sum / seen)
        history["train_accuracy"].append(right / seen)
        model.eval()
        loss_sum, right, seen = 0.0, 0, 0
        with torch.no_grad():
            for x, y in val_loader:
                x, y = x.to(device), y.to(device)
                scores = model(x)
                loss_sum += criterion(scores, y).item() * len(y)
                right += (scores.argmax(1) == y).sum().item()
                seen += len(y)
        history["val_loss"].append(loss_sum / seen)
        history["val_accuracy"].append(right / seen)
        if history["val_accuracy"][-1] > best_accuracy:
            best_accuracy, history["best_epoch"] = history["val_accuracy"][-1], epoch
            best_state = copy.deepcopy(model.state_dict())
    model.load_state_dict(best_state)
    return history
