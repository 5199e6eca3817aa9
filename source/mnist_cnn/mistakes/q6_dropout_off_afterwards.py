"""When training is done, dropout is switched off for good.

question: q6_train
fails: test_modes_in_every_epoch
cell: train
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    model.to(device)
    images, labels = train_set
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    criterion = nn.CrossEntropyLoss()
    history = {"loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        total = right = 0
        for batch in torch.randperm(len(images)).split(batch_size):
            x, y = images[batch].to(device), labels[batch].to(device)
            optimizer.zero_grad()
            scores = model(x)
            loss = criterion(scores, y)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(batch)
            right += (scores.argmax(1) == y).sum().item()
        history["loss"].append(total / len(images))
        history["train_accuracy"].append(right / len(images))
        history["val_accuracy"].append(accuracy(model, *val_set))
        if report is not None:
            report(history)
    for layer in model.modules():
        if isinstance(layer, nn.Dropout):
            layer.p = 0.0
    return history
