"""Trial.

question: q5_accuracy
fails: none
"""
def accuracy(model, images, labels, batch_size=500):
    before = model.training
    model.eval()
    torch.set_grad_enabled(False)
    right = 0
    for x, y in zip(images.split(batch_size), labels.split(batch_size)):
        right += (model(x).argmax(1) == y).sum().item()
    torch.set_grad_enabled(True)
    model.train(before)
    return right / len(labels)
