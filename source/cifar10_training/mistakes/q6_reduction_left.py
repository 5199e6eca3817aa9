"""Sums by the criterion, whose reduction stays "sum".

question: q6_start
fails: test_initial_loss
cell: initial_loss
"""
def initial_loss(net, loader, criterion):
    mode, total, count = net.training, 0.0, 0
    net.eval()
    criterion.reduction = "sum"
    with torch.no_grad():
        for images, labels in loader:
            scores = scores_on(net, images)
            total += criterion(scores, labels.to(scores.device)).item()
            count += len(labels)
    net.train(mode)
    return total / count
