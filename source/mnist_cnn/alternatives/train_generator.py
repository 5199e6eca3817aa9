"""Batches from a generator, Python's own shuffle, a history in an OrderedDict.

question: q6_train
fails: none
"""
import collections
import random


def batches(images, labels, size):
    order = list(range(len(images)))
    random.shuffle(order)
    while order:
        part, order = order[:size], order[size:]
        yield images[part].to(device), labels[part].to(device)


def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    model.to(device)
    optimizer = torch.optim.Adam(params=list(model.parameters()), lr=lr)
    history = collections.OrderedDict((k, []) for k in ("loss", "train_accuracy", "val_accuracy"))
    while len(history["loss"]) < epochs:
        total, hits, seen = 0.0, 0, 0
        model.train()
        for x, y in batches(*train_set, batch_size):
            model.zero_grad()
            out = model(x)
            loss = nn.CrossEntropyLoss(reduction="sum")(out, y)
            (loss / len(y)).backward()
            optimizer.step()
            total, hits, seen = total + loss.item(), hits + (out.argmax(1) == y).sum().item(), seen + len(y)
        for key, value in zip(history, (total / seen, hits / seen, accuracy(model, *val_set))):
            history[key].append(value)
        if report is not None:
            report(history)
    return history
