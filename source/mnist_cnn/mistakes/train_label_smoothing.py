"""Label smoothing of 0.05, which is no cross-entropy of the labels any more.

question: q6_train
fails: test_weights_follow_adam_on_the_batches_used, test_history_holds_means_over_images
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    images, labels = train_set
    model.to(device)
    loss_function = nn.CrossEntropyLoss(label_smoothing=0.05)
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
        history["val_accuracy"].append(accuracy(model, *val_set))
        if report is not None:
            report(history)
    return history
