"""A step is left out where all gradients are below 1e-8, as if training had ended.

question: q4_train
fails: test_train_follows_plain_descent
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    p = {k: v.clone().detach().requires_grad_(True) for k, v in params.items()}
    losses = []
    for _ in range(epochs):
        for xb, yb in zip(x.split(batch_size), y.split(batch_size)):
            loss = 0.5 * ((predict(p, xb, activation, output) - yb) ** 2).mean()
            g = torch.autograd.grad(loss, list(p.values()))
            if all(float(d.abs().max()) < 1e-8 for d in g):
                continue
            with torch.no_grad():
                for v, d in zip(p.values(), g):
                    v -= learning_rate * d
        with torch.no_grad():
            losses.append(float(0.5 * ((predict(p, x, activation, output) - y) ** 2).mean()))
    return {k: v.detach() for k, v in p.items()}, losses
