"""report is called only after some of the epochs: the first four, and then every second one.

question: q6_train
fails: test_report_is_called_after_every_epoch
hint: Call report after every epoch, not after some.
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
        if report is not None and (epoch < 4 or epoch % 2):
            report(history)
    return history
