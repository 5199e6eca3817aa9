"""The mean of the accuracies of the batches: images of a smaller last batch count for more.

id: AC1
question: q5_accuracy
fails: test_accuracy_counts_every_image_once
also: q6_train
"""
def accuracy(model, images, labels, batch_size=500):
    was_training = model.training
    model.eval()
    accuracies = []
    with torch.no_grad():
        for start in range(0, len(images), batch_size):
            x, y = images[start : start + batch_size], labels[start : start + batch_size]
            scores = model(x.to(next(model.parameters()).device)).cpu()
            accuracies.append((scores.argmax(1) == y).float().mean().item())
    model.train(was_training)
    return sum(accuracies) / len(accuracies)
