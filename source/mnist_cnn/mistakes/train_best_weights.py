"""The weights of the best validation epoch are put back at the end (the text: the model keeps those of the last step).

question: q6_train
fails: test_weights_follow_adam_on_the_batches_used
"""
def train(model, train_set, val_set, *, epochs, batch_size=128, lr=1e-3, report=None):
    import copy
    images, labels = train_set
    model.to(device)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    history = {"loss": [], "train_accuracy": [], "val_accuracy": []}
    best, kept = -1, None
    for _ in range(epochs):
        model.train()
        total, right = 0.0, 0
        for i in torch.randperm(len(images)).split(batch_size):
            out = model(images[i].to(device))
            loss = nn.CrossEntropyLoss()(out, labels[i].to(device))
            optimizer.zero_grad(); loss.backward(); optimizer.step()
            total += loss.item() * len(i); right += (out.argmax(1).cpu() == labels[i]).sum().item()
        history["loss"].append(total / len(images)); history["train_accuracy"].append(right / len(images)); history["val_accuracy"].append(accuracy(model, *val_set))
        if history["val_accuracy"][-1] >= best:
            best, kept = history["val_accuracy"][-1], copy.deepcopy(model.state_dict())
        if report is not None:
            report(history)
    model.load_state_dict(kept)
    return history
