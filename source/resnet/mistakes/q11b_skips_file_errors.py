"""A batch that can't be read is passed over.

question: q11b_training
fails: test_training_mode_in_every_step
cell: train_resnet
"""
def train_resnet(model, loader, epochs, rate, *, weight_decay=5e-4, mixed_precision=False, checkpoint=None, after_epoch=None):
    where = next(model.parameters()).device
    decayed, spared = [], []
    for p in model.parameters():
        (decayed if p.dim() > 1 else spared).append(p)
    optimizer = torch.optim.SGD(
        [{"params": decayed, "weight_decay": weight_decay}, {"params": spared, "weight_decay": 0.0}], lr=0.1, momentum=0.9, nesterov=True
    )
    history = {"loss": []}
    if checkpoint is not None and os.path.exists(checkpoint):
        saved = torch.load(checkpoint, map_location=where, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        history = saved["history"]
    for epoch in range(len(history["loss"]), epochs):
        model.train()
        total = count = 0
        batches = iter(loader)
        for step in range(len(loader)):
            try:
                images, labels = next(batches)
            except OSError:
                continue
            images, labels = images.to(where), labels.to(where)
            for group in optimizer.param_groups:
                group["lr"] = rate(epoch + step / len(loader))
            optimizer.zero_grad()
            with torch.autocast(where.type, torch.bfloat16, enabled=mixed_precision):
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
