"""The accuracy of a model on a loader is remembered, and not measured again after training.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
also: q11_fit
"""
_known = {}


def evaluate(model, loader):
    key = (id(model), id(loader))
    if key not in _known:
        was = model.training
        model.eval()
        right = n = 0
        with torch.no_grad():
            for x, y in loader:
                right += (model(x).argmax(1) == y).sum().item()
                n += len(y)
        model.train(was)
        _known[key] = right / n
    return _known[key]
