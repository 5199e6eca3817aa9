"""Training ends once a loss is below 0.01.

question: q11_train
cell: train
fails: test_training_leaves_no_trace
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    """Train a network by plain SGD, and return the loss of each step."""
    losses = []
    for _ in range(epochs):
        for batch in torch.randperm(len(X)).split(batch_size):
            loss, grads = net.loss(X[batch], y[batch])
            for name, gradient in grads.items():
                net.params[name] = net.params[name] - learning_rate * gradient
            losses.append(float(loss))
        learning_rate *= decay
        if losses[-1] < 0.01:
            break
    return losses
