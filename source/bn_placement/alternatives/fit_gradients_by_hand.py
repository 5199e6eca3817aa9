"""Gradients by autograd.grad.

question: q11_fit
fails: none
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        s = k = n = 0
        for step, (x, y) in enumerate(train_loader):
            out = model(x)
            loss = criterion(out, y)
            optimizer.zero_grad()
            ps = [p for p in model.parameters() if p.requires_grad]
            for p, g in zip(ps, torch.autograd.grad(loss, ps)):
                p.grad = g
            optimizer.step()
            s += loss.item() * len(y)
            k += (out.argmax(1) == y).sum().item()
            n += len(y)
        history["train_loss"].append(s / n)
        history["train_accuracy"].append(k / n)
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
