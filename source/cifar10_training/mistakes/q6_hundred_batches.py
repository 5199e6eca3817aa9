"""A hundred batches are enough for an average.

question: q6_start
fails: test_initial_loss
cell: initial_loss
"""
def initial_loss(net, loader, criterion):
    device, modes = next(net.parameters()).device, [(m, m.training) for m in net.modules()]
    net.eval()
    total = count = 0
    try:
        with torch.no_grad():
            for _, (x, y) in zip(range(100), loader):
                total += criterion(net(x.to(device)), y.to(device)).item() * len(y)
                count += len(y)
    finally:
        for m, mode in modes:
            m.training = mode
    return total / count
