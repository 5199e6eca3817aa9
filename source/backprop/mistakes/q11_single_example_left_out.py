"""A last batch of one example is left out, "since batch norm can't use it".

question: q11_train
cell: train
fails: test_training_leaves_no_trace
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    """Train a network by plain SGD, and return the loss of each step."""
    losses = []
    for _ in range(epochs):
        for batch in torch.randperm(len(X)).split(batch_size):
            if len(batch) == 1 and batch_size > 1:
                continue
            loss, grads = net.loss(X[batch], y[batch])
            for name, gradient in grads.items():
                net.params[name] = net.params[name] - learning_rate * gradient
            losses.append(float(loss))
        learning_rate *= decay
    return losses
