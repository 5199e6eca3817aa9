"""Training ends when the loss rises.

question: q4_train
fails: test_train_in_double_and_not_at_all
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
    losses = []
    for _ in range(epochs):
        for rows, truth in zip(x.split(batch_size), y.split(batch_size)):
            loss = (predict(params, rows, activation, output) - truth).square().mean() / 2
            slopes = torch.autograd.grad(loss, list(params.values()))
            with torch.no_grad():
                for value, slope in zip(params.values(), slopes):
                    value -= learning_rate * slope
        with torch.no_grad():
            errors = predict(params, x, activation, output) - y
        losses.append(errors.square().mean().item() / 2)
        if len(losses) > 1 and losses[-1] > losses[-2]:
            break
    return {name: value.detach() for name, value in params.items()}, losses
