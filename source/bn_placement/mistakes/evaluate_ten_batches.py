"""Ten batches are believed to be enough for an estimate.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
also: q11_fit
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    correct = seen = 0
    with torch.no_grad():
        for number, (x, y) in enumerate(loader):
            if number == 10:
                break
            correct += (model(x).argmax(1) == y).sum().item()
            seen += len(y)
    model.train(was)
    return correct / seen
