"""A trainer class, the order by argsort, losses in float64, forward called directly.

question: q6_train
fails: none
"""
class Trainer:
    def __init__(self, model, lr):
        self.model, self.optimizer = model, torch.optim.Adam(model.parameters(), lr=lr, foreach=False)

    def step(self, x, y):
        scores = self.model.forward(x)
        loss = nn.functional.cross_entropy(scores, y)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        self.optimizer.step()
        return loss.item() * len(y), int((scores.argmax(dim=1) == y).sum())


def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    trainer = Trainer(model.to(device), lr)
    images, labels = (t.clone() for t in train_set)
    history = dict(loss=[], train_accuracy=[], val_accuracy=[])
    for epoch in tqdm(range(1, epochs + 1), leave=False):
        model.train()
        order = torch.rand(len(labels)).argsort()
        images, labels = images[order], labels[order]
        sums = np.zeros(2)
        for start in range(0, len(labels), batch_size):
            part = slice(start, start + batch_size)
            sums += trainer.step(images[part].to(device), labels[part].to(device))
        history["loss"].append(float(sums[0]) / len(labels))
        history["train_accuracy"].append(float(sums[1]) / len(labels))
        history["val_accuracy"].append(accuracy(model, *val_set))
        if report:
            report(history)
    return history
