"""Batch norm found by its class, the mean of each batch from a sum, all sums in float64, and a path of pathlib.

question: q11b_training
fails: none
cell: train_resnet
"""
import pathlib


def train_resnet(model, loader, epochs, rate, *, weight_decay=5e-4, mixed_precision=False, checkpoint=None, after_epoch=None):
    device = next(iter(model.parameters())).device
    small = {p for m in model.modules() if isinstance(m, nn.modules.batchnorm._NormBase) for p in m.parameters(False)}
    decayed, rest = [], []
    for name, p in model.named_parameters():
        (rest if p in small or p.ndim < 2 else decayed).append(p)
    opt = torch.optim.SGD([dict(params=decayed, weight_decay=weight_decay), dict(params=rest, weight_decay=0)], lr=1.0, momentum=0.9, nesterov=True)
    losses = []
    path = None if checkpoint is None else pathlib.Path(checkpoint)
    if path is not None and path.is_file():
        saved = torch.load(path, map_location=device, weights_only=True)
        model.load_state_dict(saved["net"])
        opt.load_state_dict(saved["opt"])
        losses = list(saved["history"]["loss"])
    for epoch in range(len(losses), epochs):
        model.train(True)
        weighted, images_seen = [], 0
        for step, batch in enumerate(loader):
            images, labels = (part.to(device, non_blocking=True) for part in batch)
            now = rate(epoch + step / len(loader))
            for group in opt.param_groups:
                group["lr"] = now
            opt.zero_grad(set_to_none=False)
            with torch.autocast(device_type=device.type, dtype=torch.bfloat16, enabled=bool(mixed_precision)):
                loss = nn.functional.cross_entropy(model(images), labels, reduction="sum") / len(labels)
            loss.backward()
            opt.step()
            weighted.append(loss.detach().double() * len(labels))
            images_seen += len(labels)
        losses.append(float(torch.stack(weighted).sum() / images_seen))
        if path is not None:
            torch.save({"net": model.state_dict(), "opt": opt.state_dict(), "history": {"loss": losses}}, path)
        if after_epoch is not None:
            after_epoch(model, {"loss": losses})
    return {"loss": losses}
