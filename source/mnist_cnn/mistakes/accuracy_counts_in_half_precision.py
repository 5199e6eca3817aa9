"""Right answers are counted in float16, which has no room for each number above 2,048.

question: q5_accuracy
fails: test_accuracy_counts_every_image_once
"""
def accuracy(model, images, labels, batch_size=500):
    where, was = next(model.parameters()).device, model.training
    model.eval()
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            right += (model(x.to(where)).argmax(1).cpu() == y).half().sum()
    model.train(was)
    return float(right) / len(labels)
