"""The caller's images and labels are shuffled in place.

question: q6_train
fails: test_history_holds_means_over_images
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    images, labels = train_set
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = {"loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        order = torch.randperm(len(images))
        images.copy_(images[order].clone()); labels.copy_(labels[order].clone())
        model.train()
        total, right = 0.0, 0
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            out = model(x.to(device))
            loss = nn.CrossEntropyLoss()(out, y.to(device))
            optimizer.zero_grad(); loss.backward(); optimizer.step()
            total += loss.item() * len(x); right += (out.argmax(1).cpu() == y).sum().item()
        history["loss"].append(total / len(images)); history["train_accuracy"].append(right / len(images)); history["val_accuracy"].append(accuracy(model, *val_set))
        if report is not None:
            report(history)
    return history
