"""An exception of report ends the training quietly.

question: q6_train
fails: test_report_is_called_after_every_epoch
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    images, labels = train_set
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = {"loss": [], "train_accuracy": [], "val_accuracy": []}
    n = len(images)
    for epoch in range(epochs):
        model.train()
        total = right = 0
        for i in torch.randperm(n).split(batch_size):
            x, y = images[i].to(device), labels[i].to(device)
            out = model(x)
            loss = nn.functional.cross_entropy(out, y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(i)
            right += (out.argmax(1) == y).sum().item()
        history["loss"].append(total / n)
        history["train_accuracy"].append(right / n)
        history["val_accuracy"].append(accuracy(model, *val_set))
        if report is not None:
            try:
                report(history)
            except Exception:
                break
    return history
