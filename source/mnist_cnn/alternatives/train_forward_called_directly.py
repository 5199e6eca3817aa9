"""model.forward(x) instead of a call.

question: q6_train
fails: none
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    images, labels = train_set
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = {"loss": [], "train_accuracy": [], "val_accuracy": []}
    for _ in range(epochs):
        model.train()
        total, right = 0.0, 0
        for i in torch.randperm(len(images)).split(batch_size):
            out = model.forward(images[i].to(device))
            loss = nn.CrossEntropyLoss()(out, labels[i].to(device))
            optimizer.zero_grad(); loss.backward(); optimizer.step()
            total += loss.item() * len(i); right += (out.argmax(1).cpu() == labels[i]).sum().item()
        history["loss"].append(total / len(images)); history["train_accuracy"].append(right / len(images)); history["val_accuracy"].append(accuracy(model, *val_set))
        if report is not None:
            report(history)
    return history
