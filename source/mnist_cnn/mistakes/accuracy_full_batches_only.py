"""The smaller last batch is left out, but its images stay in the denominator.

id: AC6
question: q5_accuracy
fails: test_accuracy_counts_every_image_once
also: q6_train
"""
def accuracy(model, images, labels, batch_size=500):
    was_training = model.training
    model.eval()
    right = 0
    with torch.no_grad():
        for k in range(max(1, len(images) // batch_size)):
            part = slice(k * batch_size, (k + 1) * batch_size)
            scores = model(images[part].to(next(model.parameters()).device)).cpu()
            right += (scores.argmax(1) == labels[part]).sum().item()
    model.train(was_training)
    return right / len(images)
