"""The history is a dict subclass of the student's own.

question: q6_train
fails: none
"""
class History(dict):
    def log(self, **values):
        for k, v in values.items():
            self.setdefault(k, []).append(v)


def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    model.to(device)
    images, labels = train_set
    criterion, optimizer, history = nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters(), lr=lr), History()
    for epoch in range(epochs):
        model.train()
        total, right = 0.0, 0
        for i in torch.randperm(len(images)).split(batch_size):
            optimizer.zero_grad()
            out = model(images[i].to(device))
            loss = criterion(out, labels[i].to(device))
            loss.backward()
            optimizer.step()
            total += loss.item() * len(i); right += (out.argmax(1).cpu() == labels[i]).sum().item()
        history.log(loss=total / len(images), train_accuracy=right / len(images), val_accuracy=accuracy(model, *val_set))
        if report is not None:
            report(history)
    return history
