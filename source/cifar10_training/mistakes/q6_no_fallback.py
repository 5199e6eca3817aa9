"""A GPU is taken for granted.

question: q6_start
fails: test_start_in_small
cell: pick_device
"""
def pick_device(has_gpu):
    return torch.device("cuda")


def scores_on(net, images):
    return net(images.to(next(net.parameters()).device))
