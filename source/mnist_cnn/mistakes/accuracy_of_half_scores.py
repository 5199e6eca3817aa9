"""The scores are rounded to half precision, in which the two largest may be equal.

question: q5_accuracy
fails: test_accuracy_counts_every_image_once
also: q6_train
"""
def accuracy(model, images, labels, batch_size=500):
    where = next(model.parameters()).device
    was_training = model.training
    model.eval()
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            right += (model(x.to(where)).half().argmax(1).cpu() == y).sum().item()
    model.train(was_training)
    return right / len(labels)
