"""With a DataLoader.

question: q4_train
fails: none
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {k: v.detach().clone().requires_grad_(True) for k, v in params.items()}
    losses = []
    for epoch in range(epochs):
        for first in range(0, y.numel(), batch_size):
            xb, yb = x.narrow(0, first, min(batch_size, len(x) - first)), y[first : first + batch_size]
            error = predict(params, xb, activation, output) - yb
            (error * error / 2).mean().backward()
            for p in params.values():
                p.data.sub_(p.grad, alpha=learning_rate)
                p.grad = None
        error = predict(params, x, activation, output).detach() - y
        losses.append((error * error / 2).mean())
    return {k: v.detach() for k, v in params.items()}, losses
