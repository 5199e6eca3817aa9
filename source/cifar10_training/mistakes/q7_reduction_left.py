"""Validation sums by the criterion, which is left with another reduction.

question: q7_fit
fails: test_fit_again_and_again
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs, decay_every, decay):
    names = ("train_loss", "train_accuracy", "val_loss", "val_accuracy", "learning_rate")
    history = {name: [] for name in names}
    device = next(model.parameters()).device
    best, kept = -1.0, None

    def run(loader, training):
        model.train(training)
        criterion.reduction = "mean" if training else "sum"
        loss_sum, right, count = 0.0, 0, 0
        with torch.set_grad_enabled(training):
            for images, labels in loader:
                images, labels = images.to(device), labels.to(device)
                scores = model(images)
                loss = criterion(scores, labels)
                if training:
                    optimizer.zero_grad()
                    loss.backward()
                    optimizer.step()
                loss_sum += loss.item() * (len(labels) if training else 1)
                right += (scores.argmax(1) == labels).sum().item()
                count += len(labels)
        return loss_sum / count, right / count

    for epoch in range(epochs):
        if epoch > 0 and decay_every and epoch % decay_every == 0:
            for group in optimizer.param_groups:
                group["lr"] *= decay
        figures = (
            *run(train_loader, True),
            *run(val_loader, False),
            optimizer.param_groups[0]["lr"],
        )
        for name, value in zip(names, figures):
            history[name].append(value)
        if history["val_accuracy"][-1] > best:
            best, kept = history["val_accuracy"][-1], copy.deepcopy(model.state_dict())
            history["best_epoch"] = epoch
    model.load_state_dict(kept)
    return history
