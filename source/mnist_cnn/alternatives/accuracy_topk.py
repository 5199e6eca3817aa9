"""The largest score by topk, a slice for each piece.

question: q5_accuracy
fails: none
"""
def accuracy(model, images, labels, batch_size=500):
    mode, device_of = model.training, next(iter(model.state_dict().values())).device
    model.train(False)
    hits = []
    with torch.no_grad():
        for start in range(0, labels.numel(), batch_size):
            piece = slice(start, start + batch_size)
            best = model(images[piece].to(device_of)).topk(1).indices.squeeze(1)
            hits += best.eq(labels[piece].to(device_of)).tolist()
    model.train(mode)
    return sum(hits) / labels.numel()
