"""A LambdaLR around a rate of 1, made anew for each step.

question: q11b_training
fails: none
cell: train_resnet
"""
def train_resnet(model, loader, epochs, rate, *, weight_decay=5e-4, mixed_precision=False, checkpoint=None, after_epoch=None):
    device = next(model.parameters()).device
    groups = [{"params": [p for p in model.parameters() if p.dim() > 1], "weight_decay": weight_decay},
              {"params": [p for p in model.parameters() if p.dim() < 2], "weight_decay": 0.0}]
    optimizer = torch.optim.SGD(groups, lr=1.0, momentum=0.9, nesterov=True)
    history = {"loss": []}
    if checkpoint and os.path.exists(checkpoint):
        saved = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(saved["model"]); optimizer.load_state_dict(saved["optimizer"]); history = saved["history"]
    for epoch in range(len(history["loss"]), epochs):
        model.train()
        total = count = 0
        for step, (x, y) in enumerate(loader):
            torch.optim.lr_scheduler.LambdaLR(optimizer, lambda _: rate(epoch + step / len(loader)))
            with torch.autocast(device.type, dtype=torch.bfloat16, enabled=mixed_precision):
                loss = F.cross_entropy(model(x.to(device)), y.to(device))
            optimizer.zero_grad(); loss.backward(); optimizer.step()
            total += float(loss.detach()) * y.numel(); count += y.numel()
        history["loss"].append(total / count)
        if checkpoint:
            torch.save(dict(model=model.state_dict(), optimizer=optimizer.state_dict(), history=history), checkpoint)
        if after_epoch:
            after_epoch(model, history)
    return history
