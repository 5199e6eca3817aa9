"""The predictions are subtracted from the labels in place, which ruins the labels of a list of batches.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    correct = seen = 0
    with torch.no_grad():
        for x, y in loader:
            correct += (y.sub_(model(x).argmax(1)) == 0).sum().item()
            seen += len(y)
    model.train(was)
    return correct / seen
