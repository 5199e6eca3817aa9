"""Training ends when report returns False.

question: q6_train
fails: test_report_is_called_after_every_epoch
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    images, labels = train_set
    model.to(device)
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    history = {"loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        total, right = 0.0, 0
        for i in torch.randperm(len(images)).split(batch_size):
            x, y = images[i].to(device), labels[i].to(device)
            out = model(x)
            loss = nn.CrossEntropyLoss()(out, y)
            opt.zero_grad()
            loss.backward()
            opt.step()
            total += loss.item() * len(i)
            right += (out.argmax(1) == y).sum().item()
        history["loss"].append(total / len(images))
        history["train_accuracy"].append(right / len(images))
        history["val_accuracy"].append(accuracy(model, *val_set))
        if report is not None and report(history) is False:
            break
    return history
