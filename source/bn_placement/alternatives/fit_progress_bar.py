"""A progress bar over the batches, and a helper for one epoch.

question: q11_fit
fails: none
"""
def one_epoch(model, loader, optimizer, criterion):
    model.train()
    losses, hits, sizes = [], [], []
    for images, labels in tqdm(loader, leave=False, disable=None):
        scores = model(images)
        loss = criterion(scores, labels)
        model.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        hits.append((scores.argmax(-1) == labels).sum().item())
        sizes.append(labels.numel())
    return sum(l * n for l, n in zip(losses, sizes)) / sum(sizes), sum(hits) / sum(sizes)


def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    rows = []
    for _ in range(epochs):
        rows.append((*one_epoch(model, train_loader, optimizer, criterion), evaluate(model, val_loader)))
    loss, accuracy, val = map(list, zip(*rows))
    return {"train_loss": loss, "train_accuracy": accuracy, "val_accuracy": val}
