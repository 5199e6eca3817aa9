"""Parameters are changed in place.

question: q11_train
fails: none
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses = []
    for epoch in range(1, epochs + 1):
        shuffled = torch.randperm(len(y)).tolist()
        while shuffled:
            batch, shuffled = shuffled[:batch_size], shuffled[batch_size:]
            loss, grads = net.loss(X[batch], y[batch])
            for name in net.params:
                net.params[name].sub_(grads[name], alpha=learning_rate)
            losses.append(loss if isinstance(loss, float) else loss.item())
        learning_rate = learning_rate * decay
    return losses
