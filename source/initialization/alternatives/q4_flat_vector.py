"""All parameters are views of one vector, which takes the steps.

question: q4_train
fails: none
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    names, shapes = list(params), [v.shape for v in params.values()]
    flat = torch.cat([v.detach().reshape(-1) for v in params.values()])

    def unpack(vector):
        pieces = vector.split([s.numel() for s in shapes])
        return {n: piece.view(s) for n, piece, s in zip(names, pieces, shapes)}

    def mean_loss(vector, rows, truth):
        return torch.mean((predict(unpack(vector), rows, activation, output) - truth) ** 2) / 2

    history = []
    for _ in range(epochs):
        for start in range(0, x.shape[0], batch_size):
            stop = start + batch_size
            leaf = flat.detach().requires_grad_(True)
            (slope,) = torch.autograd.grad(mean_loss(leaf, x[start:stop], y[start:stop]), leaf)
            flat = flat - learning_rate * slope
        history.append(float(mean_loss(flat, x, y)))
    return unpack(flat), history
