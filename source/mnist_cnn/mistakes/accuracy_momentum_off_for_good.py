"""The running averages are held still by their momentum, which stays 0 afterwards.

question: q5_accuracy
fails: test_accuracy_restores_the_mode
also: q6_train
"""
def accuracy(model, images, labels, batch_size=500):
    where = next(model.parameters()).device
    was_training = model.training
    model.eval()
    for layer in model.modules():
        if isinstance(layer, nn.modules.batchnorm._BatchNorm):
            layer.momentum = 0.0
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            right += (model(x.to(where)).argmax(1).cpu() == y).sum().item()
    model.train(was_training)
    return right / len(labels)
