"""Slices of the data, F.mse_loss, and the step by torch._foreach through .data.

question: q4_train
fails: none
"""
def train(params, x, y, activation, epochs, learning_rate=0.03, batch_size=10, output=torch.tanh):
    new = {k: v.detach().clone() for k, v in params.items()}
    for v in new.values():
        v.requires_grad = True
    losses = []
    for epoch in range(epochs):
        for i in range(0, len(x), batch_size):
            xb, yb = x[i:i + batch_size], y[i:i + batch_size]
            loss = 0.5 * F.mse_loss(predict(new, xb, activation, output), yb)
            loss.backward()
            for v in new.values():
                v.data -= learning_rate * v.grad
                v.grad = None
        with torch.no_grad():
            losses.append((0.5 * F.mse_loss(predict(new, x, activation, output), y)).item())
    for v in new.values():
        v.requires_grad = False
    return new, losses
