"""Gradients are switched off by requires_grad, and on again for all parameters.

question: q6_start
fails: test_initial_loss
cell: initial_loss
"""
def initial_loss(net, loader, criterion):
    mode, total, count = net.training, 0.0, 0
    net.eval()
    net.requires_grad_(False)
    if True:
        for images, labels in loader:
            scores = scores_on(net, images)
            total += criterion(scores, labels.to(scores.device)).item() * len(labels)
            count += len(labels)
    net.train(mode)
    net.requires_grad_(True)
    return total / count
