"""Each epoch begins at another example, and then keeps the order of the data.

question: q11_train
fails: test_training_shows_each_example_once
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses = []
    for _ in range(epochs):
        start = int(torch.randint(len(X), ()))
        for batch in torch.arange(len(X)).roll(start).split(batch_size):
            loss, grads = net.loss(X[batch], y[batch])
            for name, gradient in grads.items():
                net.params[name] = net.params[name] - learning_rate * gradient
            losses.append(float(loss))
        learning_rate *= decay
    return losses
