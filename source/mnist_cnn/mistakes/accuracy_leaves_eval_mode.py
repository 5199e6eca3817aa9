"""The model is left in evaluation mode.

id: AC3
question: q5_accuracy
fails: test_accuracy_restores_the_mode
"""
def accuracy(model, images, labels, batch_size=500):
    model.eval()
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            scores = model(x.to(next(model.parameters()).device)).cpu()
            right += (scores.argmax(1) == y).sum().item()
    return right / len(labels)
