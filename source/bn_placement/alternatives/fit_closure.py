"""The step is given a closure, and means are taken at the end of the epoch.

question: q11_fit
fails: none
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for _ in range(epochs):
        model.train()
        losses, hits, sizes = [], [], []
        for batch in train_loader:
            x, y = batch

            def closure():
                optimizer.zero_grad()
                out = model(x)
                loss = criterion(out, y)
                loss.backward()
                hits.append((out.detach().argmax(1) == y).sum())
                return loss

            losses.append(optimizer.step(closure).detach())
            sizes.append(len(x))
        n = torch.tensor(sizes, dtype=torch.float64)
        history["train_loss"].append((torch.stack(losses).double() * n).sum().div(n.sum()).item())
        history["train_accuracy"].append((torch.stack(hits).sum() / n.sum()).item())
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
