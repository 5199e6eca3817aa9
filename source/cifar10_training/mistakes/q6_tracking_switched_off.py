"""Running statistics are switched off, "so that they stay", and never on again.

question: q6_start
fails: test_initial_loss
cell: initial_loss
"""
def initial_loss(net, loader, criterion):
    mode, total, count = net.training, 0.0, 0
    net.eval()
    for layer in net.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.track_running_stats = False
    with torch.no_grad():
        for images, labels in loader:
            scores = scores_on(net, images)
            total += criterion(scores, labels.to(scores.device)).item() * len(labels)
            count += len(labels)
    net.train(mode)
    return total / count
