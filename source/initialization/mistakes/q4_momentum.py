"""With momentum 0.9.

question: q4_train
fails: test_train_follows_plain_descent
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {name: value.detach().clone().requires_grad_() for name, value in params.items()}
    optimizer = torch.optim.SGD(list(params.values()), lr=learning_rate, momentum=0.9)
    losses = []
    for _ in range(epochs):
        for rows, truth in zip(x.split(batch_size), y.split(batch_size)):
            optimizer.zero_grad()
            (predict(params, rows, activation, output) - truth).square().mean().div(2).backward()
            optimizer.step()
        with torch.no_grad():
            errors = predict(params, x, activation, output) - y
        losses.append(errors.square().mean().item() / 2)
    return {name: value.detach() for name, value in params.items()}, losses
