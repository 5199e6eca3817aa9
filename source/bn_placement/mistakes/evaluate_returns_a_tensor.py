"""A tensor is returned where a float was asked for.

question: q10_evaluate
fails: test_evaluate_counts_correct_answers
also: q11_fit
"""
def evaluate(model, loader):
    training = model.training
    model.eval()
    correct, total = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            correct += (model(images).argmax(dim=1) == labels).sum()
            total += len(labels)
    model.train(training)
    return correct / total
