"""With StepLR, stepped before each epoch but the first, and all states kept in a list.

question: q7_fit
fails: none
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs, decay_every, decay):
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, decay_every or epochs + 1, gamma=decay)
    device, rows, states = next(model.parameters()).device, [], []

    def one(x, y):
        out = model(x.to(device))
        loss = criterion(out, y.to(device))
        return loss, len(y), int((out.argmax(1) == y.to(device)).sum())

    def mean(parts):
        n = sum(size for _, size, _ in parts)
        return sum(loss * size for loss, size, _ in parts) / n, sum(hits for *_, hits in parts) / n

    for epoch in range(epochs):
        if epoch:
            scheduler.step()
        rate, trained, measured = optimizer.param_groups[0]["lr"], [], []
        model.train()
        for x, y in train_loader:
            loss, size, hits = one(x, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            trained.append((loss.item(), size, hits))
        model.eval()
        with torch.no_grad():
            for x, y in val_loader:
                loss, size, hits = one(x, y)
                measured.append((loss.item(), size, hits))
        rows.append((*mean(trained), *mean(measured), rate))
        states.append(copy.deepcopy(model.state_dict()))
    history = dict(zip(("train_loss", "train_accuracy", "val_loss", "val_accuracy", "learning_rate"), map(list, zip(*rows))))
    best = max(range(epochs), key=lambda e: history["val_accuracy"][e])
    model.load_state_dict(states[best])
    return {**history, "best_epoch": best}
