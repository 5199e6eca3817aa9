"""The rate falls to a tenth after 30 epochs.

question: q11_train
fails: test_training_follows_gradient_descent
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses = []
    for epoch in range(epochs):
        if epoch == 30:
            learning_rate /= 10
        for i in torch.randperm(len(X)).split(batch_size):
            loss, grads = net.loss(X[i], y[i])
            for name, g in grads.items():
                net.params[name] = net.params[name] - learning_rate * g
            losses.append(float(loss))
        learning_rate *= decay
    return losses
