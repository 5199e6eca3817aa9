"""Dropout stays in training mode, for an average over several thinned networks.

question: q10_evaluate
fails: test_evaluate_uses_evaluation_mode
also: q11_fit
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    for layer in model.modules():
        if isinstance(layer, nn.Dropout):
            layer.train()
    right = n = 0
    with torch.no_grad():
        for x, y in loader:
            right += (model(x).argmax(1) == y).sum().item()
            n += len(y)
    model.train(was)
    return right / n
