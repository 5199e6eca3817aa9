"""Python's shuffle, a sum of losses, gradients by autograd.grad.

question: q6_train
fails: none
"""
import random


def _epoch(model, optimizer, images, labels, order, batch_size):
    losses, hits = [], []
    for start in range(0, len(order), batch_size):
        chosen = order[start : start + batch_size]
        x, y = images[chosen].to(device), labels[chosen].to(device)
        scores = model(x)
        each = nn.functional.cross_entropy(scores, y, reduction="none")
        parameters = [p for p in model.parameters() if p.requires_grad]
        for p, g in zip(parameters, torch.autograd.grad(each.mean(), parameters)):
            p.grad = g
        optimizer.step()
        losses += each.tolist()
        hits += scores.argmax(1).eq(y).tolist()
    return math.fsum(losses) / len(losses), sum(hits) / len(hits)


def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    model.to(device)
    optimizer = torch.optim.Adam(list(model.parameters()), lr)
    history = {name: [] for name in ("loss", "train_accuracy", "val_accuracy")}
    order = list(range(len(train_set[1])))
    while len(history["loss"]) < epochs:
        random.shuffle(order)
        model.train(True)
        loss, acc = _epoch(model, optimizer, *train_set, order, batch_size)
        for name, value in zip(history, (loss, acc, accuracy(model, *val_set))):
            history[name].append(value)
        if callable(report):
            report(history)
    return history
