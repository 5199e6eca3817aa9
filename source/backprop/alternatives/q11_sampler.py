"""Batches by a BatchSampler over a RandomSampler.

question: q11_train
cell: train
fails: none
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    from torch.utils.data import BatchSampler, RandomSampler

    losses, batches = [], BatchSampler(RandomSampler(range(len(X))), batch_size, drop_last=False)
    for epoch in range(epochs):
        rate = learning_rate * decay**epoch
        for batch in batches:
            loss, grads = net.loss(X[batch], y[batch])
            net.params = {name: torch.sub(p, grads[name], alpha=rate) for name, p in net.params.items()}
            losses += [float(loss)]
    return losses
