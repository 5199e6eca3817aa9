"""model.forward(x) in place of a call.

question: q10_evaluate
fails: none
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    correct = seen = 0
    with torch.no_grad():
        for x, y in loader:
            correct += (model.forward(x).argmax(1) == y).sum().item()
            seen += len(y)
    model.train(was)
    return correct / seen
