"""A run that goes on trains for all epochs once more, on top of those that it has.

question: q11b_training
fails: test_a_stopped_run_goes_on
"""
def train_resnet(model, loader, epochs, rate, *, weight_decay=5e-4, mixed_precision=False, checkpoint=None, after_epoch=None):
    weights = {id(m.weight) for m in model.modules() if isinstance(m, (nn.Linear, nn.modules.conv._ConvNd))}
    decayed = [p for p in model.parameters() if id(p) in weights]
    plain = [p for p in model.parameters() if id(p) not in weights]
    optimizer = torch.optim.SGD(
        [{"params": decayed, "weight_decay": weight_decay}, {"params": plain, "weight_decay": 0.0}],
        lr=0.1, momentum=0.9, nesterov=True)
    device = next(model.parameters()).device
    history = {"loss": []}
    if checkpoint is not None and os.path.exists(checkpoint):
        saved = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        history = saved["history"]
    for epoch in range(len(history["loss"]), len(history["loss"]) + epochs):
        model.train()
        total, count = 0.0, 0
        for step, (images, labels) in enumerate(loader):
            images, labels = images.to(device), labels.to(device)
            for group in optimizer.param_groups:
                group["lr"] = rate(epoch + step / len(loader))
            optimizer.zero_grad()
            with torch.autocast(device.type, dtype=torch.bfloat16, enabled=bool(mixed_precision)):
                loss = F.cross_entropy(model(images), labels)
            loss.backward()
            optimizer.step()
            total += loss.item() * len(labels)
            count += len(labels)
        history["loss"].append(total / count)
        if checkpoint is not None:
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "history": history}, checkpoint)
        if after_epoch is not None:
            after_epoch(model, history)
    return history
