"""scores_on measures in evaluation mode, whatever the mode of the net.

question: q6_start
fails: test_device
cell: pick_device
"""
def pick_device(has_gpu):
    return torch.device("cuda" if has_gpu else "cpu")


def scores_on(net, images):
    mode = net.training
    net.eval()
    scores = net(images.to(next(net.parameters()).device))
    net.train(mode)
    return scores
