"""A step whose loss is not finite is left out, so nobody sees that training has blown up.

question: q4_train
cell: train
fails: test_train_in_double_and_not_at_all
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {name: p.detach().clone().requires_grad_() for name, p in params.items()}
    losses = []
    for _ in range(epochs):
        for rows, truth in zip(x.split(batch_size), y.split(batch_size)):
            loss = 0.5 * (predict(params, rows, activation, output) - truth).square().mean()
            if not torch.isfinite(loss):
                continue
            slopes = torch.autograd.grad(loss, list(params.values()))
            with torch.no_grad():
                for p, g in zip(params.values(), slopes):
                    p -= learning_rate * g
        with torch.no_grad():
            whole = 0.5 * (predict(params, x, activation, output) - y).square().mean()
        losses.append(whole.item())
    return {name: p.detach() for name, p in params.items()}, losses
