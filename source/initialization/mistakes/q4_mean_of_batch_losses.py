"""The mean of the batch losses on the way is taken for the loss after the epoch.

question: q4_train
fails: test_train_takes_a_step
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
    losses = []
    for _ in range(epochs):
        on_the_way = []
        for rows, truth in zip(x.split(batch_size), y.split(batch_size)):
            loss = (predict(params, rows, activation, output) - truth).square().mean() / 2
            on_the_way.append(loss.item())
            slopes = torch.autograd.grad(loss, list(params.values()))
            with torch.no_grad():
                for value, slope in zip(params.values(), slopes):
                    value -= learning_rate * slope
        with torch.no_grad():
            errors = predict(params, x, activation, output) - y
        losses.append(sum(on_the_way) / len(on_the_way))
    return {name: value.detach() for name, value in params.items()}, losses
