"""The norm of the gradient is clipped at 10, as in recipes.

question: q4_train
fails: test_train_follows_plain_descent
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {k: v.detach().clone().requires_grad_() for k, v in params.items()}
    losses = []
    for _ in range(epochs):
        for rows, truth in zip(x.split(batch_size), y.split(batch_size)):
            loss = ((predict(params, rows, activation, output) - truth) ** 2).mean() / 2
            for v in params.values():
                v.grad = None
            loss.backward()
            torch.nn.utils.clip_grad_norm_(list(params.values()), 10.0)
            with torch.no_grad():
                for v in params.values():
                    v -= learning_rate * v.grad
        with torch.no_grad():
            losses.append((((predict(params, x, activation, output) - y) ** 2).mean() / 2).item())
    return {k: v.detach() for k, v in params.items()}, losses
