"""The GPU is never used.

question: q6_start
fails: test_device
cell: pick_device
"""
def pick_device(has_gpu):
    return torch.device("cpu")


def scores_on(net, images):
    return net(images.to(next(net.parameters()).device))
