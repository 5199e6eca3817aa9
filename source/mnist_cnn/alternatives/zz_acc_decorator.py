"""Trial.

question: q5_accuracy
fails: none
"""
@torch.no_grad()
def accuracy(model, images, labels, batch_size=500):
    training, target = model.training, next(iter(model.parameters())).device
    model.train(False)
    hits = []
    for start in range(0, images.shape[0], batch_size):
        stop = min(start + batch_size, images.shape[0])
        _, guess = torch.max(model(images[start:stop].to(target)), 1)
        hits += (guess.cpu() == labels[start:stop]).tolist()
    if training:
        model.train()
    return sum(hits) / len(hits)
