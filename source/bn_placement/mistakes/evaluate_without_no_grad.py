"""eval() is believed to stop autograd, which records every pass.

id: TL4
question: q10_evaluate
fails: test_evaluate_records_no_gradients
also: q11_fit
"""
def evaluate(model, loader):
    training = model.training
    model.eval()
    correct, total = 0, 0
    for images, labels in loader:
        correct += (model(images).argmax(dim=1) == labels).sum().item()
        total += labels.size(0)
    model.train(training)
    return correct / total
