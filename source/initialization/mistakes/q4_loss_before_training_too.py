"""The losses begin with the one before training, so there is one too many.

question: q4_train
fails: test_train_follows_plain_descent
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {k: v.detach().clone().requires_grad_() for k, v in params.items()}
    losses = [(((predict(params, x, activation, output) - y) ** 2).mean() / 2).item()]
    for _ in range(epochs):
        for rows, truth in zip(x.split(batch_size), y.split(batch_size)):
            loss = ((predict(params, rows, activation, output) - truth) ** 2).mean() / 2
            slopes = torch.autograd.grad(loss, list(params.values()))
            with torch.no_grad():
                for v, s in zip(params.values(), slopes):
                    v -= learning_rate * s
        with torch.no_grad():
            losses.append((((predict(params, x, activation, output) - y) ** 2).mean() / 2).item())
    return {k: v.detach() for k, v in params.items()}, losses
