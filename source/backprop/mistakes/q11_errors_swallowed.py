"""Batches for which the network fails are passed over.

question: q11_train
fails: test_training_leaves_no_trace
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses = []
    for _ in range(epochs):
        for batch in torch.randperm(len(X)).split(batch_size):
            try:
                loss, grads = net.loss(X[batch], y[batch])
            except Exception:
                continue
            for name, gradient in grads.items():
                net.params[name] = net.params[name] - learning_rate * gradient
            losses.append(float(loss))
        learning_rate *= decay
    return losses
