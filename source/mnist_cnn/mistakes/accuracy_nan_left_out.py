"""Images with scores that are not numbers are left out.

question: q5_accuracy
fails: test_accuracy_counts_every_image_once
also: q6_train
hint: An image whose scores are not numbers is one more mistake; it still counts.
"""
def accuracy(model, images, labels, batch_size=500):
    was_training = model.training
    model.eval()
    where = next(model.parameters()).device
    right = count = 0
    with torch.no_grad():
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            out = model(x.to(where)).cpu()
            fine = out.isfinite().all(1)
            count += fine.sum().item()
            right += (out.argmax(1) == y)[fine].sum().item()
    model.train(was_training)
    return right / count
