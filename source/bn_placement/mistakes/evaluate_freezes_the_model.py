"""The parameters are frozen for the evaluation instead of switching autograd off, and stay frozen.

question: q10_evaluate
fails: test_evaluate_records_no_gradients
also: q11_fit
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    model.requires_grad_(False)
    correct = seen = 0
    for x, y in loader:
        correct += (model(x).argmax(1) == y).sum().item()
        seen += len(y)
    model.train(was)
    return correct / seen
