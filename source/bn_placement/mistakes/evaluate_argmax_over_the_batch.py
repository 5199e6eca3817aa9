"""The highest score is looked for along the batch, not along the classes.

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
            best = model(images).argmax(dim=0)
            correct += sum(int(b == l) for b, l in zip(best, labels))
            total += len(labels)
    model.train(training)
    return correct / total
