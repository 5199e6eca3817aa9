"""Trial.

question: q10_evaluate
fails: any
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    torch.set_grad_enabled(False)
    right = total = 0
    for x, y in loader:
        right += (model(x).argmax(1) == y).sum().item()
        total += len(y)
    torch.set_grad_enabled(True)
    model.train(was)
    return right / total
