"""The number of images is asked of the data set, which holds more than a loader with drop_last yields.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
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
    return correct / len(loader.dataset)
