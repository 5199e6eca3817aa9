"""The loss of an epoch is that of the first 200 points, "which is enough to see the trend".

question: q4_train
cell: train
fails: test_train_follows_plain_descent
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {name: p.detach().clone().requires_grad_() for name, p in params.items()}
    losses = []
    for _ in range(epochs):
        for rows, truth in zip(x.split(batch_size), y.split(batch_size)):
            loss = 0.5 * (predict(params, rows, activation, output) - truth).square().mean()
            slopes = torch.autograd.grad(loss, list(params.values()))
            with torch.no_grad():
                for p, g in zip(params.values(), slopes):
                    p -= learning_rate * g
        with torch.no_grad():
            whole = 0.5 * (predict(params, x[:200], activation, output) - y[:200]).square().mean()
        losses.append(whole.item())
    return {name: p.detach() for name, p in params.items()}, losses
