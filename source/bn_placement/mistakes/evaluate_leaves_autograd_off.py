"""Autograd is switched off for the whole program and never on again, so the next training pass fails.

question: q10_evaluate
fails: test_evaluate_records_no_gradients
also: q11_fit
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    torch.set_grad_enabled(False)
    right = total = 0
    for x, y in loader:
        right += (model(x).argmax(1) == y).sum().item()
        total += len(y)
    model.train(was)
    return right / total
