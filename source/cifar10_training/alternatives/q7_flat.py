"""Written out, with a clone of each tensor.

question: q7_fit
fails: none
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs, decay_every, decay):
    history = dict(train_loss=[], train_accuracy=[], val_loss=[], val_accuracy=[], learning_rate=[])
    where = next(model.parameters()).device
    best_state = None
    for epoch in range(epochs):
        if decay_every > 0 and epoch != 0 and not epoch % decay_every:
            for group in optimizer.param_groups:
                group["lr"] = group["lr"] * decay
        history["learning_rate"].append(float(optimizer.param_groups[0]["lr"]))
        model.train()
        losses, hits, sizes = [], [], []
        for x, y in train_loader:
            x, y = x.to(where), y.to(where)
            optimizer.zero_grad(set_to_none=True)
            out = model(x)
            loss = criterion(out, y)
            loss.backward()
            optimizer.step()
            losses.append(loss.detach() * y.size(0))
            hits.append((out.max(dim=1).indices == y).sum())
            sizes.append(y.size(0))
        history["train_loss"].append(float(sum(losses)) / sum(sizes))
        history["train_accuracy"].append(int(sum(hits)) / sum(sizes))
        model.eval()
        losses, hits, sizes = [], [], []
        with torch.inference_mode():
            for x, y in val_loader:
                out = model(x.to(where))
                losses.append(criterion(out, y.to(where)) * y.size(0))
                hits.append((out.argmax(dim=-1) == y.to(where)).sum())
                sizes.append(y.size(0))
        history["val_loss"].append(float(sum(losses)) / sum(sizes))
        history["val_accuracy"].append(int(sum(hits)) / sum(sizes))
        if history["val_accuracy"][-1] > max([-1.0] + history["val_accuracy"][:-1]):
            best_state = {k: t.detach().clone() for k, t in model.state_dict().items()}
            history["best_epoch"] = epoch
    model.load_state_dict(best_state)
    return history
