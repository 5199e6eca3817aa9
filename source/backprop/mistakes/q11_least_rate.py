"""The learning rate never falls below 0.04.

question: q11_train
fails: test_training_follows_gradient_descent
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses = []
    for _ in range(epochs):
        for batch in torch.randperm(len(X)).split(batch_size):
            loss, grads = net.loss(X[batch], y[batch])
            for name, gradient in grads.items():
                net.params[name] = net.params[name] - (max(learning_rate, 0.04) if learning_rate else 0.0) * gradient
            losses.append(float(loss))
        learning_rate *= decay
    return losses
