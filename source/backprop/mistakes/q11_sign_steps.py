"""Steps by the sign of the gradient.

question: q11_train
fails: test_one_step_of_training
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses = []
    for _ in range(epochs):
        for batch in torch.randperm(len(X)).split(batch_size):
            loss, grads = net.loss(X[batch], y[batch])
            for name, gradient in grads.items():
                net.params[name] = net.params[name] - learning_rate * gradient.sign()
            losses.append(float(loss))
        learning_rate *= decay
    return losses
