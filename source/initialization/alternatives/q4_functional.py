"""Parameters are never changed: each step makes a new dict, by torch.func.

question: q4_train
cell: train
fails: none
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    def loss(now, rows, truth):
        return 0.5 * torch.mean((predict(now, rows, activation, output) - truth) ** 2)

    now = {name: p.detach().clone() for name, p in params.items()}
    losses = []
    for _ in range(epochs):
        for first in range(0, len(y), batch_size):
            part = slice(first, first + batch_size)
            slopes = torch.func.grad(loss)(now, x[part], y[part])
            now = {name: p - learning_rate * slopes[name] for name, p in now.items()}
        losses.append(float(loss(now, x, y)))
    return now, losses
