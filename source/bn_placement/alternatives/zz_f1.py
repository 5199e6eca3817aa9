"""Trial.

question: q11_fit
fails: none
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    device = next(model.parameters()).device
    for epoch in range(1, epochs + 1):
        model.train()
        losses, hits = [], []
        for x, y in train_loader:
            x, y = x.to(device), y.to(device)
            for group in optimizer.param_groups:
                for p in group["params"]:
                    p.grad = None
            s = model(x)
            loss = criterion(s, y)
            loss.backward()
            optimizer.step()
            losses += [loss.item()] * len(y)
            hits += (s.argmax(-1) == y).tolist()
        history["train_loss"].append(sum(losses) / len(losses))
        history["train_accuracy"].append(sum(hits) / len(hits))
        model.eval()
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
