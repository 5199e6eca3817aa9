"""The parameters of a ParameterDict, stepped by torch.optim.SGD, losses as 0-d tensors.

question: q4_train
cell: train
fails: none
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    held = nn.ParameterDict({name: p.detach().clone() for name, p in params.items()})
    optimizer = torch.optim.SGD(held.parameters(), lr=learning_rate)
    losses = []
    for _ in range(epochs):
        for rows, truth in zip(torch.split(x, batch_size), torch.split(y, batch_size)):
            optimizer.zero_grad()
            (F.mse_loss(predict(held, rows, activation, output), truth) / 2).backward()
            optimizer.step()
        with torch.inference_mode():
            losses.append(F.mse_loss(predict(held, x, activation, output), y) / 2)
    return {name: p.detach().clone() for name, p in held.items()}, losses
