"""The groups by the kind of module, the schedule by LambdaLR, the loss as a module.

question: q11b_training
fails: none
"""
from pathlib import Path


def train_resnet(model, loader, epochs, rate, *, weight_decay=5e-4, mixed_precision=False,
                 checkpoint=None, after_epoch=None):
    place = next(model.parameters()).device
    decayed, free = [], []
    for module in model.modules():
        for name, p in module.named_parameters(recurse=False):
            plain = isinstance(module, (nn.Conv2d, nn.Linear)) and name == "weight"
            (decayed if plain else free).append(p)
    optimizer = torch.optim.SGD(
        [{"params": decayed, "weight_decay": weight_decay}, {"params": free}],
        lr=1.0, momentum=0.9, nesterov=True,
    )
    criterion = nn.CrossEntropyLoss()
    losses = []
    if checkpoint and Path(checkpoint).is_file():
        old = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(old["model"])
        optimizer.load_state_dict(old["optimizer"])
        losses = list(old["losses"])
    while len(losses) < epochs:
        model.train()
        seen, summed = 0, 0.0
        batches = len(loader)
        for i, (images, labels) in enumerate(loader):
            now = float(rate(len(losses) + i / batches))
            for group in optimizer.param_groups:
                group.update(lr=now)
            model.zero_grad(set_to_none=False)
            with torch.autocast(place.type, torch.bfloat16, enabled=bool(mixed_precision)):
                scores = model.forward(images.to(place))
                loss = criterion(scores, labels.to(place))
            loss.backward()
            optimizer.step()
            seen, summed = seen + len(images), summed + len(images) * float(loss)
        losses.append(summed / seen)
        if checkpoint:
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(),
                        "losses": losses}, checkpoint)
        if after_epoch:
            after_epoch(model, {"loss": losses})
    return {"loss": losses}
