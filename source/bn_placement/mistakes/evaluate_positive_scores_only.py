"""An answer counts as right only if its score is positive, as if scores were probabilities above a threshold.

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
            best, guess = model(x).max(1)
            correct += ((guess == y) & (best > 0)).sum().item()
            seen += len(y)
    model.train(was)
    return correct / seen
