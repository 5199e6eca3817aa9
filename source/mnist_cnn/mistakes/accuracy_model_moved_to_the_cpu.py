"""The model is moved to the CPU and stays there.

question: q5_accuracy
fails: test_accuracy_is_measured_in_eval_mode
"""
def accuracy(model, images, labels, batch_size=500):
    was = model.training
    model.cpu().eval()
    right = 0
    with torch.no_grad():
        for x, y in zip(images.split(batch_size), labels.split(batch_size)):
            right += (model(x).argmax(1) == y).sum().item()
    model.train(was)
    return right / len(labels)
