"""One loop for both phases, and gradients are set to zero after the step.

question: q11_fit
fails: none
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    history = {"train_loss": [], "train_accuracy": [], "val_accuracy": []}
    for epoch in range(epochs):
        for phase, loader in (("train", train_loader), ("val", val_loader)):
            model.train(phase == "train")
            total, good = 0.0, 0
            for x, y in loader:
                with torch.set_grad_enabled(phase == "train"):
                    s = model(x)
                    loss = criterion(s, y)
                if phase == "train":
                    loss.backward()
                    optimizer.step()
                    model.zero_grad()
                total += loss.item() * x.size(0)
                good += torch.sum(s.argmax(1) == y).item()
            n = len(loader.dataset)
            if phase == "train":
                history["train_loss"].append(total / n)
            history[("train" if phase == "train" else "val") + "_accuracy"].append(good / n)
    return history
