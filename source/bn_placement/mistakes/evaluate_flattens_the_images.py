"""The images are flattened first, which only a fully connected network can use.

question: q10_evaluate
fails: test_evaluate_uses_evaluation_mode
also: q11_fit
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    correct = seen = 0
    with torch.no_grad():
        for x, y in loader:
            correct += (model(x.flatten(1)).argmax(1) == y).sum().item()
            seen += len(y)
    model.train(was)
    return correct / seen
