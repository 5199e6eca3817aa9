"""With a DataLoader.

question: q11_train
fails: none
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    from torch.utils.data import DataLoader, TensorDataset

    loader = DataLoader(TensorDataset(X, y), batch_size=batch_size, shuffle=True)
    losses = []
    for _ in range(epochs):
        for images, labels in loader:
            loss, grads = net.loss(images, labels)
            for name, g in grads.items():
                net.params[name] = torch.add(net.params[name], g, alpha=-learning_rate)
            losses.append(float(loss))
        learning_rate *= decay
    return losses
