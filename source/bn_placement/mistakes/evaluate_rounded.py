"""The accuracy is rounded to two decimals, as it will be printed.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
also: q11_fit
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    correct = seen = 0
    with torch.no_grad():
        for x, y in loader:
            correct += (model(x).argmax(1) == y).sum().item()
            seen += len(y)
    model.train(was)
    return round(correct / seen, 2)
