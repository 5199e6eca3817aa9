"""Gradients come in the order of the sorted names, parameters in that of the dict.

question: q4_train
fails: test_train_follows_plain_descent
cell: train
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {k: v.detach().clone().requires_grad_() for k, v in params.items()}
    names = [f"{kind}{n}" for n in range(1, len(params) // 2 + 1) for kind in "Wb"]
    losses = []
    for epoch in range(epochs):
        for xb, yb in zip(x.split(batch_size), y.split(batch_size)):
            loss = (0.5 * (predict(params, xb, activation, output) - yb) ** 2).mean()
            grads = torch.autograd.grad(loss, [params[n] for n in names])
            with torch.no_grad():
                for p, g in zip(params.values(), grads):
                    p -= learning_rate * g
        with torch.no_grad():
            losses.append((0.5 * (predict(params, x, activation, output) - y) ** 2).mean().item())
    return {k: v.detach() for k, v in params.items()}, losses
