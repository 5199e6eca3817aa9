"""Detaches the start and never writes into it: without epochs, it hands back the same numbers.

question: q4_train
fails: none
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    from torch.utils.data import DataLoader, TensorDataset

    def loss_fn(p, xb, yb):
        return ((predict(p, xb, activation, output) - yb) ** 2).mean() * 0.5

    p = {k: v.detach() for k, v in params.items()}
    loader = DataLoader(TensorDataset(x, y), batch_size=batch_size, shuffle=False)
    losses = []
    for _ in range(epochs):
        for xb, yb in loader:
            grads = torch.func.grad(loss_fn)(p, xb, yb)
            p = {k: p[k] - learning_rate * grads[k] for k in p}
        losses.append(loss_fn(p, x, y).item())
    return dict(p), losses
