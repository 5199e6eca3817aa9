"""In inference mode, with the sum as the reduction.

question: q6_start
fails: none
cell: initial_loss
"""
def initial_loss(net, loader, criterion):
    modes = [(module, module.training) for module in net.modules()]
    losses = []
    try:
        net.eval()
        with torch.inference_mode():
            for images, labels in loader:
                scores = scores_on(net, images)
                losses += [float(criterion(scores, labels.to(scores.device)))] * len(labels)
    finally:
        for module, mode in modes:
            module.training = mode
    return math.fsum(losses) / len(losses)
