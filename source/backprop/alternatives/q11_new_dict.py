"""Another dict of parameters in each step.

question: q11_train
fails: none
cell: train
"""
def train(net, X, y, epochs, batch_size, learning_rate, decay=1.0):
    record = []
    for epoch in range(epochs):
        order = torch.randperm(X.shape[0])
        eta = learning_rate * decay**epoch
        for start in range(0, X.shape[0], batch_size):
            rows = order[start : start + batch_size]
            value, slopes = net.loss(X[rows], y[rows])
            net.params = {key: p - eta * slopes[key] for key, p in net.params.items()}
            record.append(float(value))
    return record
