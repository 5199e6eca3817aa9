"""A generator for the batches, criterion.forward, statistics.fmean.

question: q11_fit
fails: none
cell: fit
"""
def fit(model, train_loader, val_loader, optimizer, criterion, epochs):
    import numpy as np
    def one_epoch():
        for images, labels in train_loader:
            model.train(True)
            optimizer.zero_grad(set_to_none=False)
            with torch.enable_grad():
                scores = model.__call__(images)
                loss = criterion(scores, labels)
            torch.autograd.backward(loss)
            optimizer.step()
            yield loss.detach().double() * len(labels), scores.detach().argmax(-1).eq(labels).sum(), labels.numel()
    history = dict(train_loss=[], train_accuracy=[], val_accuracy=[])
    epoch = 0
    while epoch < epochs:
        losses, hits, sizes = map(np.array, zip(*[(float(a), int(b), c) for a, b, c in one_epoch()]))
        history["train_loss"] += [losses.sum() / sizes.sum()]
        history["train_accuracy"] += [hits.sum() / sizes.sum()]
        history["val_accuracy"] += [evaluate(model, val_loader)]
        epoch += 1
    return history
