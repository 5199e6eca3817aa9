"""Batches whose loss is not finite are left out.

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
                value = criterion(net(x.to(device)), y.to(device)).item()
                if math.isfinite(value):
                    total += value * len(y)
                    count += len(y)
    finally:
        for m, mode in modes:
            m.training = mode
    return total / count
