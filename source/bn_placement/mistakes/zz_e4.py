"""Trial.

question: q10_evaluate
fails: any
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    right = total = 0
    for p in model.parameters():
        p.requires_grad_(False)
    for x, y in loader:
        right += (model(x).argmax(1) == y).sum().item()
        total += len(y)
    for p in model.parameters():
        p.requires_grad_(True)
    model.train(was)
    return right / total
