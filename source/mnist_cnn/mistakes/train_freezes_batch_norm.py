"""Batch norm is frozen after the second epoch.

question: q6_train
fails: test_modes_in_every_epoch
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    images, labels = train_set
    model.to(device)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = {"loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        if epoch >= 2:
            for m in model.modules():
                if isinstance(m, nn.BatchNorm2d):
                    m.eval()
        total = right = 0
        for i in torch.randperm(len(images)).split(batch_size):
            x, y = images[i].to(device), labels[i].to(device)
            out = model(x)
            loss = criterion(out, y)
            optimizer.zero_grad(); loss.backward(); optimizer.step()
            total += loss.item() * len(i); right += (out.argmax(1) == y).sum().item()
        history["loss"].append(total / len(images))
        history["train_accuracy"].append(right / len(images))
        history["val_accuracy"].append(accuracy(model, *val_set))
        if report is not None:
            report(history)
    return history
