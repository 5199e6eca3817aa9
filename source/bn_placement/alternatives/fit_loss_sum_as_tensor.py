"""Sums are kept as detached tensors and turned into floats at the end; the last epoch leaves the model in evaluation mode.

question: q11_fit
fails: none
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    n = len(train_loader.dataset)
    for epoch in range(epochs):
        model.train(True)
        total, right = torch.zeros((), dtype=torch.float64), torch.zeros((), dtype=torch.float64)
        for batch in train_loader:
            optimizer.zero_grad()
            out = model(batch[0])
            loss = criterion(out, batch[1])
            loss.backward()
            optimizer.step()
            total += loss.detach() * batch[1].shape[0]
            right += (out.detach().max(dim=1)[1] == batch[1]).sum()
        model.eval()
        history["train_loss"].append(float(total / n))
        history["train_accuracy"].append(float(right / n))
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
