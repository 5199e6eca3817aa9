"""In place with torch._foreach_sub_; order from torch.randperm by argsort of random numbers; recursion over epochs.

question: q11_train
fails: none
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    if epochs <= 0:
        return []
    order = torch.argsort(torch.rand(len(y)))
    losses = []
    for first in range(0, len(order), batch_size):
        rows = order[first : first + batch_size]
        loss, grads = net.loss(X.index_select(0, rows), y.take(rows))
        for name in net.params:
            net.params[name].sub_(grads[name], alpha=learning_rate)
        losses.append(float(loss))
    return losses + train(net, X, y, epochs - 1, batch_size, learning_rate * decay, decay)
