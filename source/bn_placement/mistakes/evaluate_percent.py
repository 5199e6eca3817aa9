"""The accuracy is given in percent.

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
            correct += (model(images).argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
    model.train(training)
    return 100.0 * correct / total
