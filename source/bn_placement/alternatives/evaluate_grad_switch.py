"""Gradients are switched off and on by hand.

question: q10_evaluate
fails: none
"""
def evaluate(model, loader):
    training, recording = model.training, torch.is_grad_enabled()
    model.eval()
    torch.set_grad_enabled(False)
    correct = total = 0
    for images, labels in loader:
        _, predicted = torch.max(model(images), 1)
        correct += torch.eq(predicted, labels).sum().item()
        total += images.shape[0]
    torch.set_grad_enabled(recording)
    if training:
        model.train()
    return correct / total
