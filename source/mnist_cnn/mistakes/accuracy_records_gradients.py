"""Evaluation mode is believed to switch gradients off.

id: AC5
question: q5_accuracy
fails: test_accuracy_is_measured_in_eval_mode
also: q6_train
"""
def accuracy(model, images, labels, batch_size=500):
    was_training = model.training
    model.eval()
    right = 0
    for x, y in zip(images.split(batch_size), labels.split(batch_size)):
        scores = model(x.to(next(model.parameters()).device)).cpu()
        right += (scores.argmax(1) == y).sum().item()
    model.train(was_training)
    return right / len(labels)
