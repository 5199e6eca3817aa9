"""Batch norm is put into evaluation mode, as is done when a trained network is tuned.

question: q11b_training
fails: test_training_mode_in_every_step
also: q13_from_scratch
"""
def train_resnet(
    model,
    loader,
    epochs,
    rate,
    *,
    weight_decay=5e-4,
    mixed_precision=False,
    checkpoint=None,
    after_epoch=None,
):
    """Train model in place with SGD and cross-entropy.

    loader: gives pairs of images (N, C, H, W) and labels (N,), and has a length
    rate: a function from the epoch (a float, from 0) to the learning rate
    checkpoint: path of a file to write after each epoch, and to go on from
    after_epoch: called with the model and the history after each epoch
    returns: {"loss": [...]}, one float for each epoch
    """
    device = next(model.parameters()).device
    weights = [parameter for parameter in model.parameters() if parameter.dim() > 1]
    others = [parameter for parameter in model.parameters() if parameter.dim() <= 1]
    groups = [
        {"params": weights, "weight_decay": weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
    optimizer = torch.optim.SGD(groups, lr=0.1, momentum=0.9, nesterov=True)
    history = {"loss": []}
    if checkpoint is not None and os.path.exists(checkpoint):
        saved = torch.load(checkpoint, weights_only=True, map_location=device)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        history = saved["history"]
    for epoch in range(len(history["loss"]), epochs):
        model.train()
        for layer in model.modules():
            if isinstance(layer, nn.BatchNorm2d):
                layer.eval()
        total, count = 0.0, 0
        for step, (x, y) in enumerate(loader):
            x, y = x.to(device), y.to(device)
            for group in optimizer.param_groups:
                group["lr"] = rate(epoch + step / len(loader))
            with torch.autocast(device.type, dtype=torch.bfloat16, enabled=mixed_precision):
                loss = F.cross_entropy(model(x), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item() * len(y)
            count += len(y)
        history["loss"].append(total / count)
        if checkpoint is not None:
            parts = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
            torch.save({**parts, "history": history}, checkpoint)
        if after_epoch is not None:
            after_epoch(model, history)
    return history
