"""Counted with NumPy.

question: q5_accuracy
fails: none
"""
def accuracy(model, images, labels, batch_size=500):
    where = next(model.parameters()).device
    was = model.training
    model.eval()
    right = []
    with torch.no_grad():
        for start in range(0, len(images), batch_size):
            scores = model(images[start : start + batch_size].to(where))
            right.extend((scores.cpu().numpy().argmax(axis=1) == labels[start : start + batch_size].numpy()).tolist())
    if was:
        model.train()
    return float(np.mean(right))
