"""The history is a defaultdict, the validation is written out on a deep copy, with a constant scheduler.

question: q6_train
fails: none
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    from collections import defaultdict
    from copy import deepcopy
    from torch.utils.data import DataLoader, TensorDataset
    model.to(device).train()
    loader = DataLoader(TensorDataset(*train_set), batch_size=batch_size, shuffle=True, drop_last=False, num_workers=0)
    loss_fn, opt = nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters(), lr=lr)
    scheduler = torch.optim.lr_scheduler.LambdaLR(opt, lambda epoch: 1.0)
    history = defaultdict(list)
    for epoch in tqdm(range(epochs)):
        seen, lost, hit = 0, 0.0, 0
        for xb, yb in loader:
            xb, yb = xb.to(device), yb.to(device)
            out = model(xb)
            loss = loss_fn(out, yb)
            loss.backward()
            opt.step()
            opt.zero_grad()
            seen += yb.numel(); lost += loss.item() * yb.numel(); hit += (out.argmax(1) == yb).sum().item()
        scheduler.step()
        history["loss"].append(lost / seen)
        history["train_accuracy"].append(hit / seen)
        history["val_accuracy"].append(accuracy(deepcopy(model), *val_set))
        if report is not None:
            report(history)
    return history
