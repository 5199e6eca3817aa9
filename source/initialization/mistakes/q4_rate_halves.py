"""The rate is halved every 50 epochs.

question: q4_train
fails: test_train_follows_plain_descent
cell: train
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {k: v.detach().clone().requires_grad_() for k, v in params.items()}
    losses = []
    for epoch in range(epochs):
        rate = learning_rate * 0.5 ** (epoch // 50)
        for xb, yb in zip(x.split(batch_size), y.split(batch_size)):
            loss = (0.5 * (predict(params, xb, activation, output) - yb) ** 2).mean()
            grads = torch.autograd.grad(loss, list(params.values()))
            with torch.no_grad():
                for p, g in zip(params.values(), grads):
                    p -= rate * g
        with torch.no_grad():
            losses.append((0.5 * (predict(params, x, activation, output) - y) ** 2).mean().item())
    return {k: v.detach() for k, v in params.items()}, losses
