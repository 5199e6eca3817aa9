"""With torch.optim.SGD and a loss function of torch.

question: q4_train
fails: none
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    leaves = {k: nn.Parameter(v.detach().clone()) for k, v in params.items()}
    sgd, losses = torch.optim.SGD(leaves.values(), lr=learning_rate), []
    for _ in range(epochs):
        for i in range(0, len(x), batch_size):
            sgd.zero_grad()
            o = predict(leaves, x[i : i + batch_size], activation, output)
            (0.5 * F.mse_loss(o, y[i : i + batch_size])).backward()
            sgd.step()
        with torch.no_grad():
            losses += [0.5 * F.mse_loss(predict(leaves, x, activation, output), y).item()]
    return {k: p.data for k, p in leaves.items()}, losses
