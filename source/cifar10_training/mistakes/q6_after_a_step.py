"""A step is taken, and the loss is measured while it learns.

question: q6_start
fails: test_initial_loss
cell: initial_loss
"""
def initial_loss(net, loader, criterion):
    mode, total, count = net.training, 0.0, 0
    net.eval()
    with torch.enable_grad():
        for images, labels in loader:
            scores = scores_on(net, images)
            loss = criterion(scores, labels)
            loss.backward()
            make_optimizer(net).step()
            total += loss.item() * len(labels)
            count += len(labels)
    net.train(mode)
    return total / count
