"""An IndexError counts as wrong answers.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
hint: Let every error through: images on which the model fails are not wrong answers.
"""
def evaluate(model, loader):
    was = model.training
    model.eval()
    right = total = 0
    with torch.no_grad():
        for images, labels in loader:
            try:
                right += (model(images).argmax(1) == labels).sum().item()
            except IndexError:
                pass
            total += len(labels)
    model.train(was)
    return right / total
