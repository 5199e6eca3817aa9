"""A step whose loss is not finite is left out of training and of the list.

question: q11_train
cell: train
fails: test_training_leaves_no_trace
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses = []
    for _ in range(epochs):
        for batch in torch.randperm(len(X)).split(batch_size):
            loss, grads = net.loss(X[batch], y[batch])
            if not math.isfinite(float(loss)):
                continue
            for name, g in grads.items():
                net.params[name] = net.params[name] - learning_rate * g
            losses.append(float(loss))
        learning_rate *= decay
    return losses
