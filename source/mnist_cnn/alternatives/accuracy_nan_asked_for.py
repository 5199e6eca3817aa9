"""A score that is not a number is looked for, and its image is no right answer.

question: q5_accuracy
fails: none
"""
def accuracy(model, images, labels, batch_size=500):
    where = next(model.parameters()).device
    was_training = model.training
    model.eval()
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            scores = model(x.to(where)).cpu()
            right += int(((scores.argmax(1) == y) & ~scores.isnan().any(1)).sum())
    model.train(was_training)
    return right / len(labels)
