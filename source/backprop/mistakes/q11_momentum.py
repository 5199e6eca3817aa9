"""Momentum in place of plain descent.

question: q11_train
fails: test_training_follows_gradient_descent
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses, speed = [], {}
    for _ in range(epochs):
        for batch in torch.randperm(len(X)).split(batch_size):
            loss, grads = net.loss(X[batch], y[batch])
            for name, gradient in grads.items():
                speed[name] = 0.9 * speed.get(name, 0) - learning_rate * gradient
                net.params[name] = net.params[name] + speed[name]
            losses.append(float(loss))
        learning_rate *= decay
    return losses
