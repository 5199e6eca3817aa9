"""Each parameter steps with a gradient taken after the others have moved.

question: q4_train
fails: test_train_follows_plain_descent
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {name: value.detach().clone() for name, value in params.items()}
    losses = []
    for _ in range(epochs):
        for rows, truth in zip(x.split(batch_size), y.split(batch_size)):
            for name in params:
                value = params[name].requires_grad_()
                loss = (predict(params, rows, activation, output) - truth).square().mean() / 2
                params[name] = (value - learning_rate * torch.autograd.grad(loss, value)[0]).detach()
        errors = predict(params, x, activation, output) - y
        losses.append(errors.square().mean().item() / 2)
    return params, losses
