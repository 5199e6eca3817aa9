"""The validation set is measured by a line of one's own, with dropout on.

id: TR5
question: q6_train
fails: test_modes_in_every_epoch
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    images, labels = train_set
    model.to(device)
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = {"loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        total_loss, right = 0.0, 0
        for index in torch.randperm(len(images)).split(batch_size):
            x, y = images[index].to(device), labels[index].to(device)
            optimizer.zero_grad()
            scores = model(x)
            loss = loss_function(scores, y)
            loss.backward()
            optimizer.step()
            total_loss += loss.item() * len(index)
            right += (scores.argmax(1) == y).sum().item()
        history["loss"].append(total_loss / len(images))
        history["train_accuracy"].append(right / len(images))
        with torch.no_grad():
            said = model(val_set[0].to(device)).argmax(1).cpu()
        history["val_accuracy"].append((said == val_set[1]).float().mean().item())
        if report is not None:
            report(history)
    return history
