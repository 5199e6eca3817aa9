"""Only dropout is switched off; batch norm stays as it was.

question: q5_accuracy
fails: test_accuracy_is_measured_in_eval_mode
also: q6_train
hint: `eval()` is for all layers: batch norm uses its running averages then, dropout is off.
"""
def accuracy(model, images, labels, batch_size=500):
    was_training = model.training
    for m in model.modules():
        if not isinstance(m, nn.BatchNorm2d):
            m.training = False
    where = next(model.parameters()).device
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            right += (model(x.to(where)).argmax(dim=1).cpu() == y).sum().item()
    model.train(was_training)
    return right / len(images)
