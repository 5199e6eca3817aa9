"""An error of the activation ends training without a word.

question: q4_train
cell: train
fails: test_train_leaves_its_arguments_alone
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    params = {name: p.detach().clone().requires_grad_() for name, p in params.items()}
    losses = []
    try:
        for _ in range(epochs):
            for rows, truth in zip(x.split(batch_size), y.split(batch_size)):
                loss = 0.5 * (predict(params, rows, activation, output) - truth).square().mean()
                slopes = torch.autograd.grad(loss, list(params.values()))
                with torch.no_grad():
                    for p, g in zip(params.values(), slopes):
                        p -= learning_rate * g
            with torch.no_grad():
                whole = 0.5 * (predict(params, x, activation, output) - y).square().mean()
            losses.append(whole.item())
    except Exception as error:
        print("training stopped:", error)
    return {name: p.detach() for name, p in params.items()}, losses
