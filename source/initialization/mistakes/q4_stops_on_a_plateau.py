"""Training ends once the loss hardly moves, and the last loss fills the list.

question: q4_train
fails: test_train_follows_plain_descent
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {k: v.detach().clone().requires_grad_() for k, v in params.items()}
    losses = []
    for _ in range(epochs):
        for rows, truth in zip(x.split(batch_size), y.split(batch_size)):
            loss = ((predict(params, rows, activation, output) - truth) ** 2).mean() / 2
            slopes = torch.autograd.grad(loss, list(params.values()))
            with torch.no_grad():
                for v, s in zip(params.values(), slopes):
                    v -= learning_rate * s
        with torch.no_grad():
            losses.append((((predict(params, x, activation, output) - y) ** 2).mean() / 2).item())
        if len(losses) > 1 and abs(losses[-1] - losses[-2]) < 1e-8:
            break
    losses += [losses[-1]] * (epochs - len(losses)) if losses else []
    return {k: v.detach() for k, v in params.items()}, losses
