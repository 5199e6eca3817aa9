"""torch.manual_seed(epoch) in each epoch: orders differ between epochs, but the seeds of Part 3 change neither the order nor the dropout.

question: q6_train
fails: test_every_epoch_sees_each_image_once
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    images, labels = train_set
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = {"loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        torch.manual_seed(epoch)
        model.train()
        total, right = 0.0, 0
        for i in torch.randperm(len(images)).split(batch_size):
            out = model(images[i].to(device))
            loss = nn.CrossEntropyLoss()(out, labels[i].to(device))
            optimizer.zero_grad(); loss.backward(); optimizer.step()
            total += loss.item() * len(i); right += (out.argmax(1).cpu() == labels[i]).sum().item()
        history["loss"].append(total / len(images)); history["train_accuracy"].append(right / len(images)); history["val_accuracy"].append(accuracy(model, *val_set))
        if report is not None:
            report(history)
    return history
