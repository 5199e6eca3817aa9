"""Without an epoch the dict that came in is handed back, so that whoever changes the result changes the start.

question: q4_train
fails: test_train_leaves_its_arguments_alone
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    p, losses = params, []
    for _ in range(epochs):
        for xb, yb in zip(x.split(batch_size), y.split(batch_size)):
            p = {k: v.detach().clone().requires_grad_(True) for k, v in p.items()}
            loss = 0.5 * ((predict(p, xb, activation, output) - yb) ** 2).mean()
            loss.backward()
            p = {k: (v - learning_rate * v.grad).detach() for k, v in p.items()}
        with torch.no_grad():
            losses.append(float(0.5 * ((predict(p, x, activation, output) - y) ** 2).mean()))
    return p, losses
