"""Images on which the model fails count as wrong answers.

question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
"""
def evaluate(model, loader):
    was_training = model.training
    model.eval()
    hits, count = 0, 0
    with torch.no_grad():
        for images, labels in loader:
            count += len(labels)
            try:
                hits += (model(images).argmax(1) == labels).sum().item()
            except RuntimeError:
                pass
    model.train(was_training)
    return hits / count
