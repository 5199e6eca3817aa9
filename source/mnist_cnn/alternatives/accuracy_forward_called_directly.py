"""model.forward(x) instead of a call.

question: q5_accuracy
fails: none
"""
def accuracy(model, images, labels, batch_size=500):
    where, was = next(model.parameters()).device, model.training
    model.eval()
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            right += (model.forward(x.to(where)).argmax(1).cpu() == y).sum().item()
    model.train(was)
    return right / len(labels)
