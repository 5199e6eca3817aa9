"""Only the batch norm layers are put into evaluation mode.

question: q10_evaluate
fails: test_evaluate_uses_evaluation_mode
also: q11_fit
"""
def evaluate(model, loader):
    flags = [(m, m.training) for m in model.modules()]
    for m in model.modules():
        if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d)):
            m.eval()
    right = n = 0
    with torch.no_grad():
        for x, y in loader:
            right += (model(x).argmax(1) == y).sum().item()
            n += len(y)
    for m, flag in flags:
        m.training = flag
    return right / n
