"""A thousand images are enough for an average.

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
            for x, y in loader:
                total += criterion(net(x.to(device)), y.to(device)).item() * len(y)
                count += len(y)
                if count >= 1000:
                    break
    finally:
        for m, mode in modes:
            m.training = mode
    return total / count
