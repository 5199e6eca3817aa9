"""The caller's images and labels are shuffled in place.

question: q11_train
fails: test_training_leaves_no_trace
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses = []
    for _ in range(epochs):
        order = torch.randperm(len(X))
        X[:], y[:] = X[order], y[order]
        for xb, yb in zip(X.split(batch_size), y.split(batch_size)):
            loss, grads = net.loss(xb, yb)
            for name, g in grads.items():
                net.params[name] = net.params[name] - learning_rate * g
            losses.append(float(loss))
        learning_rate *= decay
    return losses
