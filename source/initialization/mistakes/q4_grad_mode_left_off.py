"""Gradients are switched off for the loss over all points, and stay off at the end.

question: q4_train
fails: test_train_leaves_its_arguments_alone
cell: train
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {k: v.detach().clone().requires_grad_() for k, v in params.items()}
    losses = []
    for epoch in range(epochs):
        torch.set_grad_enabled(True)
        for xb, yb in zip(x.split(batch_size), y.split(batch_size)):
            loss = (0.5 * (predict(params, xb, activation, output) - yb) ** 2).mean()
            grads = torch.autograd.grad(loss, list(params.values()))
            for k, g in zip(list(params), grads):
                params[k] = (params[k] - learning_rate * g).detach().requires_grad_()
        torch.set_grad_enabled(False)
        losses.append((0.5 * (predict(params, x, activation, output) - y) ** 2).mean().item())
    return {k: v.detach() for k, v in params.items()}, losses
