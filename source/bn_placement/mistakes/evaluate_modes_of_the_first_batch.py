"""The mode is put back after the first batch, inside of the loop.

question: q10_evaluate
fails: test_evaluate_uses_evaluation_mode
also: q11_fit
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    right = n = 0
    with torch.no_grad():
        for x, y in loader:
            right += (model(x).argmax(1) == y).sum().item()
            n += len(y)
            model.train(was)
    return right / n
