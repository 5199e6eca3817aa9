"""The net is moved to a device that the function chooses.

question: q6_start
fails: test_initial_loss
cell: initial_loss
"""
def initial_loss(net, loader, criterion):
    modes = {m: m.training for m in net.modules()}
    home = torch.device("cpu")
    net.to(home)
    total, count = 0.0, 0
    net.eval()
    with torch.no_grad():
        for x, y in loader:
            x, y = x.to(home), y.to(home)
            total += criterion(net(x), y).item() * len(y)
            count += len(y)
    for m, mode in modes.items():
        m.training = mode
    return total / count
