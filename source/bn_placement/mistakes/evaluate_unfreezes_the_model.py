"""Gradients are switched off and on by way of the parameters, so frozen ones are trained from then on.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    model.requires_grad_(False)
    right = seen = 0
    with torch.no_grad():
        for x, y in loader:
            right += (model(x).argmax(1) == y).sum().item()
            seen += len(y)
    model.requires_grad_(True)
    model.train(was)
    return right / seen
