"""The accuracies of the batches are averaged, so a small last batch weighs as much as a full one.

id: TL7
question: q10_evaluate
fails: test_evaluate_weighs_every_image_the_same
also: q11_fit
"""
def evaluate(model, loader):
    training = model.training
    model.eval()
    accuracies = []
    with torch.no_grad():
        for images, labels in loader:
            accuracies.append((model(images).argmax(dim=1) == labels).float().mean().item())
    model.train(training)
    return sum(accuracies) / len(accuracies)
