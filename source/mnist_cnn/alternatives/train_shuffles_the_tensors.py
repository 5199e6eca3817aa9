"""The whole set is moved to the device and shuffled again in each epoch.

question: q6_train
fails: none
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    model = model.to(device)
    x_all, y_all = (t.to(device) for t in train_set)
    criterion, optimizer = nn.CrossEntropyLoss().to(device), torch.optim.Adam(model.parameters(), lr=lr)
    history = {}
    for _ in tqdm(range(epochs), disable=True):
        perm = torch.rand(len(x_all), device=device).argsort()
        x_all, y_all = x_all[perm], y_all[perm]
        epoch_loss = epoch_right = 0
        for x, y in zip(x_all.split(batch_size), y_all.split(batch_size)):
            model.train()
            optimizer.zero_grad()
            z = model(x)
            loss = criterion(z, y)
            loss.backward()
            optimizer.step()
            epoch_loss += float(loss) * x.size(0)
            epoch_right += int(torch.eq(z.max(1)[1], y).sum())
        for key, value in (("loss", epoch_loss / len(x_all)), ("train_accuracy", epoch_right / len(x_all)), ("val_accuracy", accuracy(model, *val_set, batch_size=batch_size))):
            history.setdefault(key, []).append(value)
        if report is not None:
            report(history)
    return history
