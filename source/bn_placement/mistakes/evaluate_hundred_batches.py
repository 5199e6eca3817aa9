"""Only a hundred batches.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
also: q11_fit
hint: Count the images of all batches, however many there are.
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    right = total = 0
    with torch.no_grad():
        for i, (images, labels) in enumerate(loader):
            if i == 100:
                break
            right += (model(images).argmax(1) == labels).sum().item()
            total += len(labels)
    model.train(was)
    return right / total
