"""A shuffling DataLoader, zero_grad after the step, and the progress bar of one's own.

id: control
question: q6_train
fails: none
"""
from torch.utils.data import DataLoader, TensorDataset


def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    loader = DataLoader(TensorDataset(*train_set), batch_size=batch_size, shuffle=True)
    model = model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = {key: [] for key in ("loss", "train_accuracy", "val_accuracy")}
    for epoch in range(epochs):
        losses, hits = [], []
        model.train()
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            scores = model(x)
            loss = nn.functional.cross_entropy(scores, y, reduction="none")
            loss.mean().backward()
            optimizer.step()
            optimizer.zero_grad(set_to_none=False)
            losses += loss.tolist()
            hits += (scores.argmax(1) == y).tolist()
        history["loss"].append(float(np.mean(losses)))
        history["train_accuracy"].append(sum(hits) / len(hits))
        history["val_accuracy"].append(accuracy(model, val_set[0], val_set[1]))
        if report:
            report(history)
    return history
