"""The flag of every submodule is kept and put back; softmax before argmax changes nothing.

question: q10_evaluate
fails: none
"""
def evaluate(model, loader):
    flags = {module: module.training for module in model.modules()}
    model.train(False)
    right, seen = torch.zeros((), dtype=torch.long), 0
    with torch.no_grad():
        for images, labels in loader:
            right += (F.softmax(model(images), dim=1).argmax(-1) == labels).sum()
            seen += len(labels)
    for module, flag in flags.items():
        module.training = flag
    return float(right) / seen
