"""The order comes from NumPy's generator, which torch.manual_seed does not reach.

question: q11_train
cell: train
fails: test_training_leaves_no_trace
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    import numpy as np

    losses = []
    for _ in range(epochs):
        order = torch.from_numpy(np.random.permutation(len(X)))
        for first in range(0, len(X), batch_size):
            batch = order[first : first + batch_size]
            loss, grads = net.loss(X[batch], y[batch])
            for name in net.params:
                net.params[name] = net.params[name] - learning_rate * grads[name]
            losses.append(float(loss))
        learning_rate = learning_rate * decay
    return losses
