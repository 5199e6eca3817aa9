"""A class, inference_mode, and the best state as bytes.

question: q7_fit
fails: none
cell: fit
"""
import io


class _Mean:
    def __init__(self):
        self.loss, self.right, self.count = 0.0, 0.0, 0

    def add(self, loss, scores, labels):
        n = labels.shape[0]
        self.loss, self.count = self.loss + float(loss.detach()) * n, self.count + n
        self.right += float((scores.detach().max(dim=1).indices == labels).float().sum())


def fit(model, train_loader, val_loader, optimizer, criterion, epochs, decay_every, decay):
    history = {f"{part}_{what}": [] for part in ("train", "val") for what in ("loss", "accuracy")}
    history["learning_rate"], saved = [], io.BytesIO()
    where = next(model.parameters()).device
    for epoch in range(epochs):
        if decay_every > 0 and epoch >= decay_every and not epoch % decay_every:
            for i in range(len(optimizer.param_groups)):
                optimizer.param_groups[i]["lr"] = optimizer.param_groups[i]["lr"] * decay
        history["learning_rate"].append(float(optimizer.param_groups[0]["lr"]))
        train, val = _Mean(), _Mean()
        model.train()
        for batch in train_loader:
            x, y = (part.to(where) for part in batch)
            for p in model.parameters():
                p.grad = None
            scores = model(x)
            loss = criterion(scores, y)
            loss.backward()
            optimizer.step()
            train.add(loss, scores, y)
        model.eval()
        with torch.inference_mode():
            for x, y in val_loader:
                x, y = x.to(where), y.to(where)
                scores = model(x)
                val.add(criterion(scores, y), scores, y)
        for part, mean in (("train", train), ("val", val)):
            history[f"{part}_loss"].append(mean.loss / mean.count)
            history[f"{part}_accuracy"].append(mean.right / mean.count)
        if not saved.getbuffer().nbytes or history["val_accuracy"][-1] > max(history["val_accuracy"][:-1]):
            saved, history["best_epoch"] = io.BytesIO(), epoch
            torch.save(model.state_dict(), saved)
    saved.seek(0)
    model.load_state_dict(torch.load(saved, weights_only=True))
    return history
