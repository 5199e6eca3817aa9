"""The validation batches are put together first; gradients are set to zero behind the step.

question: q7_fit
fails: none
cell: fit
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs, decay_every, decay):
    keys = ["train_loss", "train_accuracy", "val_loss", "val_accuracy", "learning_rate"]
    history = {key: [] for key in keys}
    device = next(model.parameters()).device
    best_accuracy, best_state = None, None

    for epoch in range(epochs):
        if decay_every > 0 and epoch > 0 and epoch % decay_every == 0:
            for group in optimizer.param_groups:
                group["lr"] = decay * group["lr"]
        model.train()
        losses, corrects, number = 0.0, 0, 0
        for X, y in train_loader:
            X, y = X.to(device), y.to(device)
            pred = model(X)
            corrects += (pred.argmax(1) == y).type(torch.float).sum().item()
            loss = criterion(pred, y)
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            losses += loss.item() * X.size(0)
            number += X.size(0)
        model.eval()
        with torch.no_grad():
            batches = list(val_loader)
            X = torch.cat([batch[0] for batch in batches]).to(device)
            y = torch.cat([batch[1] for batch in batches]).to(device)
            pred = model(X)
            val_loss = criterion(pred, y).item()
            accuracy = (pred.argmax(1) == y).sum().item() / len(y)
        row = losses / number, corrects / number, val_loss, accuracy, optimizer.param_groups[0]["lr"]
        for key, value in zip(keys, row):
            history[key].append(value)
        if best_accuracy is None or accuracy > best_accuracy:
            best_accuracy, history["best_epoch"] = accuracy, epoch
            best_state = {key: value.clone() for key, value in model.state_dict().items()}

    model.load_state_dict(best_state)
    return history
