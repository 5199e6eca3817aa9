"""The flag of every submodule is kept and put back; softmax before argmax changes nothing.

question: q10_evaluate
fails: none
"""
def evaluate(model, loader):
    flags = {module: module.training for module in model.modules()}
    model.train(False)
    right = torch.zeros((), dtype=torch.long)
    with torch.no_grad():
        for images, labels in loader:
            right += (F.softmax(model(images), dim=1).argmax(-1) == labels).sum()
    for module, flag in flags.items():
        module.training = flag
    return float(right) / len(loader.dataset)
