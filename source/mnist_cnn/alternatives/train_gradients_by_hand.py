"""Random keys sorted for the order, gradients by autograd.grad.

question: q6_train
fails: none
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    images, labels = train_set
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = {"loss": [], "train_accuracy": [], "val_accuracy": []}
    n = len(images)
    for epoch in range(epochs):
        model.train()
        total = right = 0
        for i in torch.rand(n, dtype=torch.float64).argsort().split(batch_size):
            x, y = images[i].to(device), labels[i].to(device)
            out = model(x)
            loss = nn.functional.cross_entropy(out, y)
            optimizer.zero_grad()
            for p, g in zip(model.parameters(), torch.autograd.grad(loss, list(model.parameters()), allow_unused=True)):
                p.grad = g
            optimizer.step()
            total += loss.item() * len(i)
            right += (out.argmax(1) == y).sum().item()
        history["loss"].append(total / n)
        history["train_accuracy"].append(right / n)
        history["val_accuracy"].append(accuracy(model, *val_set))
        if report is not None:
            report(history)
    return history
