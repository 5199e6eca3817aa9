"""Divided by len(train_loader.dataset).

question: q11_fit
fails: test_fit_reports_training_loss_and_accuracy
hint: A list of pairs has no dataset, and a loader may leave images out. Count the images that you see.
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        model.train()
        total = right = count = 0
        for images, labels in train_loader:
            optimizer.zero_grad()
            scores = model(images)
            loss = criterion(scores, labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            right += (scores.argmax(1) == labels).sum().item()
            count += len(labels)
        history["train_loss"].append(total / count)
        history["train_accuracy"].append(right / len(train_loader.dataset))
        history["val_accuracy"].append(evaluate(model, val_loader))
    return history
