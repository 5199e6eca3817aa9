"""NumPy shuffles, and the model is put into evaluation mode at the end of each epoch and back at the
start of the next.

id: control
question: q6_train
fails: none
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    images, labels = train_set
    model.to(device)
    criterion = nn.CrossEntropyLoss(reduction="mean")
    optimizer = torch.optim.Adam(params=list(model.parameters()), lr=lr)
    loss_curve, train_curve, val_curve = [], [], []
    history = dict(loss=loss_curve, train_accuracy=train_curve, val_accuracy=val_curve)
    generator = np.random.default_rng()
    for _ in range(epochs):
        model.train()
        order = generator.permutation(len(images))
        sum_of_losses = number_right = 0
        for start in range(0, len(order), batch_size):
            rows = torch.as_tensor(order[start : start + batch_size])
            model.zero_grad()
            output = model(images[rows].to(device))
            target = labels[rows].to(device)
            loss = criterion(output, target)
            loss.backward()
            optimizer.step()
            sum_of_losses += loss.detach() * len(rows)
            number_right += (output.max(dim=1).indices == target).sum()
        model.eval()
        loss_curve.append((sum_of_losses / len(images)).item())
        train_curve.append((number_right / len(images)).item())
        val_curve.append(accuracy(model, *val_set))
        if report is not None:
            report(history)
    return history
