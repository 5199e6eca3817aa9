"""The model is left in evaluation mode.

question: q10_evaluate
fails: test_evaluate_restores_the_mode
"""
def evaluate(model, loader):
    model.eval()
    correct, total = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            correct += (model(images).argmax(dim=1) == labels).sum().item()
            total += labels.size(0)
    return correct / total
