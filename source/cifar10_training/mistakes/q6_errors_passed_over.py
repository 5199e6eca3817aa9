"""Batches that fail are passed over.

question: q6_start
fails: test_initial_loss
cell: initial_loss
"""
def initial_loss(net, loader, criterion):
    mode, total, count = net.training, 0.0, 0
    net.eval()
    with torch.no_grad():
        for images, labels in loader:
            try:
                scores = scores_on(net, images)
            except RuntimeError:
                continue
            total += criterion(scores, labels.to(scores.device)).item() * len(labels)
            count += len(labels)
    net.train(mode)
    return total / count
