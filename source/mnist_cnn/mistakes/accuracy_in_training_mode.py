"""The model is measured in the mode in which it is, with dropout on.

id: AC2
question: q5_accuracy
fails: test_accuracy_is_measured_in_eval_mode
also: q6_train
"""
@torch.no_grad()
def accuracy(model, images, labels, batch_size=500):
    right = 0
    for x, y in zip(images.split(batch_size), labels.split(batch_size)):
        scores = model(x.to(next(model.parameters()).device)).cpu()
        right += (scores.argmax(1) == y).sum().item()
    return right / len(labels)
