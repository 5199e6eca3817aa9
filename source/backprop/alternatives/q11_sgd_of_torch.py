"""torch.optim.SGD on tensors that share memory with net.params, ExponentialLR.

question: q11_train
fails: none
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    losses = []
    rates = [learning_rate * decay**e for e in range(epochs)]
    for rate in rates:
        rest = torch.randperm(X.shape[0])
        while len(rest):
            now, rest = rest[:batch_size], rest[batch_size:]
            value, grads = net.loss(X[now], y[now])
            leaves = {name: torch.nn.Parameter(p.detach().clone()) for name, p in net.params.items()}
            optimizer = torch.optim.SGD(leaves.values(), lr=rate)
            for name, leaf in leaves.items():
                leaf.grad = grads[name]
            optimizer.step()
            net.params = {name: leaf.detach() for name, leaf in leaves.items()}
            losses += [torch.as_tensor(value).item()]
    return losses
