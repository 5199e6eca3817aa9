"""The device is read off the model's parameters, as people do out of habit.

question: q10_evaluate
fails: none
"""
@torch.no_grad()
def evaluate(model, loader):
    mode = model.training
    device = next(model.parameters()).device
    model.eval()
    right = total = 0
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        _, pred = torch.max(model(x), 1)
        right += pred.eq(y).sum().item()
        total += y.size(0)
    model.train(mode)
    return right / total
