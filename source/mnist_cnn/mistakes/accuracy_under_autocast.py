"""The forward pass runs under autocast, which is faster and blurs scores that are close.

question: q5_accuracy
fails: test_accuracy_counts_every_image_once
also: q6_train
"""
def accuracy(model, images, labels, batch_size=500):
    where = next(model.parameters()).device
    was_training = model.training
    model.eval()
    right = 0
    with torch.no_grad(), torch.autocast(where.type, dtype=torch.bfloat16):
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            right += (model(x.to(where)).argmax(1).cpu() == y).sum().item()
    model.train(was_training)
    return right / len(labels)
