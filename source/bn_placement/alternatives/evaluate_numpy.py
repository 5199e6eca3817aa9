"""Predictions and labels as NumPy arrays.

question: q10_evaluate
fails: none
"""
def evaluate(model, loader):
    import numpy as np

    was, right, images = model.training, 0, 0
    model.eval()
    for x, y in loader:
        with torch.no_grad():
            scores = model(x).numpy()
        right += int(np.sum(np.argmax(scores, axis=1) == y.numpy()))
        images += scores.shape[0]
    model.train(was)
    return right / images
