"""batch_size is ignored: all images go through in one piece.

question: q5_accuracy
fails: test_accuracy_counts_every_image_once
"""
def accuracy(model, images, labels, batch_size=500):
    where = next(model.parameters()).device
    was = model.training
    model.eval()
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(len(images)), labels.split(len(labels))):
            right += (model(x.to(where)).argmax(1).cpu() == y).sum().item()
    model.train(was)
    return right / len(labels)
