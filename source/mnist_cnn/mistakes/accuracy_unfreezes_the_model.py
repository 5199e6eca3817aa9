"""Gradients are switched off and on by way of the parameters, so frozen ones are trained from then on.

question: q5_accuracy
fails: test_accuracy_restores_the_mode
"""
def accuracy(model, images, labels, batch_size=500):
    where, was = next(model.parameters()).device, model.training
    model.eval()
    model.requires_grad_(False)
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            right += (model(x.to(where)).argmax(1).cpu() == y).sum().item()
    model.train(was)
    model.requires_grad_(True)
    return right / len(labels)
