"""A DataLoader that even shuffles: accuracy does not depend on the order.

id: control
question: q5_accuracy
fails: none
"""
from torch.utils.data import DataLoader, TensorDataset


def accuracy(model, images, labels, batch_size=500):
    loader = DataLoader(TensorDataset(images, labels), batch_size=batch_size, shuffle=True)
    where = next(model.parameters()).device
    modes = [module.training for module in model.modules()]
    model.eval()
    right = 0
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(where), y.to(where)
            right += int((model(x).softmax(1).argmax(1) == y).sum())
    for module, mode in zip(model.modules(), modes):
        module.training = mode
    return float(right / len(loader.dataset))
