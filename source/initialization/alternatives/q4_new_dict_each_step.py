"""A new dict in each step.

question: q4_train
fails: none
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    def loss_of(params, x, y):
        return 0.5 * ((predict(params, x, activation, output) - y) ** 2).mean()

    now, history = {k: v.detach().clone() for k, v in params.items()}, []
    slope_of = torch.func.grad(loss_of)
    for _ in range(epochs):
        start = 0
        while start < len(x):
            part = slice(start, start + batch_size)
            slopes = slope_of(now, x[part], y[part])
            now = {k: v - learning_rate * slopes[k] for k, v in now.items()}
            start += batch_size
        history.append(float(loss_of(now, x, y)))
    return now, history
