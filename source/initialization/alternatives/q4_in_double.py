"""Training in float64, handed back in the dtype of the start.

question: q4_train
fails: none
cell: train
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    kinds = {k: v.dtype for k, v in params.items()}
    now = {k: v.detach().double().clone() for k, v in params.items()}
    X, Y = x.double(), y.double()
    cost = lambda p, rows: 0.5 * torch.mean((predict(p, X[rows], activation, output) - Y[rows]) ** 2)
    losses = []
    for _ in range(epochs):
        first = 0
        while first < len(X):
            slope = torch.func.grad(cost)(now, slice(first, first + batch_size))
            now = {k: now[k] - learning_rate * slope[k] for k in now}
            first += batch_size
        losses.append(float(cost(now, slice(None))))
    return {k: v.to(kinds[k]) for k, v in now.items()}, losses
