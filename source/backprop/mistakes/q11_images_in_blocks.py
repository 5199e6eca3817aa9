"""Blocks of a batch are shuffled, not examples: the same examples are always together.

question: q11_train
fails: test_training_shows_each_example_once
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses = []
    blocks = torch.arange(len(X)).split(batch_size)
    for epoch in range(epochs):
        for b in torch.randperm(len(blocks)).tolist():
            i = blocks[b]
            loss, grads = net.loss(X[i], y[i])
            for name, g in grads.items():
                net.params[name] = net.params[name] - learning_rate * g
            losses.append(float(loss))
        learning_rate *= decay
    return losses
