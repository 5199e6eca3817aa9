"""Training runs under autocast, as it would on a GPU, so float32 becomes bfloat16.

question: q11_fit
fails: test_fit_trains_the_weights
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        total = right = n = 0
        for x, y in train_loader:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = model(x)
            loss = criterion(out.float(), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            right += (out.argmax(1) == y).sum().item()
            n += len(y)
        history["train_loss"].append(total / n)
        history["train_accuracy"].append(right / n)
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
