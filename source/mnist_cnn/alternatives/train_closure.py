"""The step is given a closure; Python's random draws the order.

question: q6_train
fails: none
"""
import random


def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    model = model.to(device)
    images, labels = train_set
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    history = dict(loss=[], train_accuracy=[], val_accuracy=[])
    n = len(labels)
    for _ in range(epochs):
        model.train(True)
        order = random.sample(range(n), n)
        losses, hits = [], []
        while order:
            i, order = order[:batch_size], order[batch_size:]
            x, y = images[i].to(device), labels[i].to(device)

            def closure():
                opt.zero_grad(set_to_none=False)
                out = model(x)
                loss = F.cross_entropy(out, y) if "F" in globals() else nn.functional.cross_entropy(out, y)
                loss.backward()
                hits.extend((out.argmax(-1) == y).tolist())
                return loss

            losses += [opt.step(closure).item()] * len(i)
        history["loss"].append(math.fsum(losses) / n)
        history["train_accuracy"].append(np.mean(hits))
        history["val_accuracy"].append(accuracy(model, val_set[0], val_set[1]))
        report and report(history)
    return history
