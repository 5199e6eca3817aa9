"""Accuracy in percent instead of a fraction.

id: AC7
question: q5_accuracy
fails: test_accuracy_of_a_model_that_we_know
also: q6_train
"""
def accuracy(model, images, labels, batch_size=500):
    was_training = model.training
    model.eval()
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            scores = model(x.to(next(model.parameters()).device)).cpu()
            right += (scores.argmax(1) == y).sum().item()
    model.train(was_training)
    return 100 * right / len(labels)
