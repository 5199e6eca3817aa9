"""no_grad() is entered after the forward pass, around the comparison.

question: q10_evaluate
fails: test_evaluate_records_no_gradients
also: q11_fit
"""
def evaluate(model, loader):
    training = model.training
    model.eval()
    correct, total = 0, 0
    for images, labels in loader:
        scores = model(images)
        with torch.no_grad():
            correct += (scores.argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
    model.train(training)
    return correct / total
