"""The loop over the batches ends one batch early where the last one is full.

question: q4_train
fails: test_train_follows_plain_descent
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {k: v.detach().clone().requires_grad_() for k, v in params.items()}
    losses = []
    for _ in range(epochs):
        for i in range(0, max(1, len(x) - batch_size), batch_size):
            loss = ((predict(params, x[i:i + batch_size], activation, output) - y[i:i + batch_size]) ** 2).mean() / 2
            slopes = torch.autograd.grad(loss, list(params.values()))
            with torch.no_grad():
                for v, s in zip(params.values(), slopes):
                    v -= learning_rate * s
        with torch.no_grad():
            losses.append((((predict(params, x, activation, output) - y) ** 2).mean() / 2).item())
    return {k: v.detach() for k, v in params.items()}, losses
