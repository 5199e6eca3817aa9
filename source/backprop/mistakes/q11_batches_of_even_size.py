"""chunk into ceil(N / batch_size) parts of about the same size.

question: q11_train
fails: test_training_shows_each_example_once
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses = []
    for _ in range(epochs):
        for i in torch.randperm(len(X)).chunk(math.ceil(len(X) / batch_size)):
            loss, grads = net.loss(X[i], y[i])
            for name, g in grads.items():
                net.params[name] = net.params[name] - learning_rate * g
            losses.append(float(loss))
        learning_rate *= decay
    return losses
