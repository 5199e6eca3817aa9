"""Layers of PyTorch, into which the parameters are copied, and SGD.

question: q4_train
fails: none
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    layers = nn.ModuleList()
    for n in range(1, len(params) // 2 + 1):
        W, b = params[f"W{n}"], params[f"b{n}"]
        layer = nn.Linear(W.shape[1], W.shape[0], device=W.device, dtype=W.dtype)
        layer.load_state_dict({"weight": W, "bias": b})
        layers.append(layer)

    def loss(rows, truth):
        for layer in layers[:-1]:
            rows = activation(layer(rows))
        return F.mse_loss(output(layers[-1](rows)).squeeze(1), truth) / 2

    optimizer, losses = torch.optim.SGD(layers.parameters(), lr=learning_rate), []
    for _ in range(epochs):
        for first in range(0, len(x), batch_size):
            optimizer.zero_grad()
            loss(x[first : first + batch_size], y[first : first + batch_size]).backward()
            optimizer.step()
        with torch.no_grad():
            losses.append(loss(x, y).item())
    trained = {}
    for n, layer in enumerate(layers, start=1):
        trained[f"W{n}"], trained[f"b{n}"] = layer.weight.detach(), layer.bias.detach()
    return trained, losses
