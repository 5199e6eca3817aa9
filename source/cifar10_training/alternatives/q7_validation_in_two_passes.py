"""One pass over the validation batches for the loss, and one for the accuracy.

question: q7_fit
fails: none
cell: fit
"""
def _loss_of(model, loader, criterion, device):
    model.eval()
    losses = []
    with torch.no_grad():
        for images, labels in loader:
            loss = criterion(model(images.to(device)), labels.to(device))
            losses += [loss.item()] * len(labels)
    return sum(losses) / len(losses)


def _accuracy_of(model, loader, device):
    model.eval()
    right = []
    with torch.no_grad():
        for images, labels in loader:
            right.append(model(images.to(device)).argmax(dim=1) == labels.to(device))
    return torch.cat(right).double().mean().item()


def fit(model, train_loader, val_loader, optimizer, criterion, epochs, decay_every, decay):
    names = ("train_loss", "train_accuracy", "val_loss", "val_accuracy", "learning_rate")
    history = {name: [] for name in names}
    device, best_state = next(model.parameters()).device, None
    for epoch in range(epochs):
        if decay_every and epoch and epoch % decay_every == 0:
            for group in optimizer.param_groups:
                group["lr"] *= decay
        model.train()
        total = hits = seen = 0
        for images, labels in train_loader:
            images, labels = images.to(device), labels.to(device)
            optimizer.zero_grad()
            scores = model(images)
            loss = criterion(scores, labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            hits += int((scores.argmax(1) == labels).sum())
            seen += len(labels)
        history["train_loss"].append(total / seen)
        history["train_accuracy"].append(hits / seen)
        history["val_loss"].append(_loss_of(model, val_loader, criterion, device))
        history["val_accuracy"].append(_accuracy_of(model, val_loader, device))
        history["learning_rate"].append(optimizer.param_groups[0]["lr"])
        if best_state is None or history["val_accuracy"][-1] > history["val_accuracy"][history["best_epoch"]]:
            history["best_epoch"], best_state = epoch, copy.deepcopy(model.state_dict())
    model.load_state_dict(best_state)
    return history
