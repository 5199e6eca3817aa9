"""SGD with a weight decay of 1e-4, "as usual".

question: q4_train
fails: test_train_follows_plain_descent
cell: train
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {k: v.detach().clone().requires_grad_() for k, v in params.items()}
    opt = torch.optim.SGD(params.values(), lr=learning_rate, weight_decay=1e-4)
    losses = []
    for epoch in range(epochs):
        for xb, yb in zip(x.split(batch_size), y.split(batch_size)):
            opt.zero_grad()
            (0.5 * (predict(params, xb, activation, output) - yb) ** 2).mean().backward()
            opt.step()
        with torch.no_grad():
            losses.append((0.5 * (predict(params, x, activation, output) - y) ** 2).mean().item())
    return {k: v.detach() for k, v in params.items()}, losses
