"""Gradients whose norm is above 10 are scaled down.

question: q11_train
cell: train
fails: test_training_follows_gradient_descent
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses = []
    for _ in range(epochs):
        for batch in torch.randperm(len(X)).split(batch_size):
            loss, grads = net.loss(X[batch], y[batch])
            norm = sum(float((g**2).sum()) for g in grads.values()) ** 0.5
            scale = learning_rate * min(1.0, 10 / max(norm, 1e-12))
            for name, g in grads.items():
                net.params[name] = net.params[name] - scale * g
            losses.append(float(loss))
        learning_rate *= decay
    return losses
