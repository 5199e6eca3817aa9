"""What is handed in is not looked at.

question: q6_start
fails: test_device
cell: pick_device
"""
def pick_device(has_gpu):
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def scores_on(net, images):
    return net(images.to(next(net.parameters()).device))
