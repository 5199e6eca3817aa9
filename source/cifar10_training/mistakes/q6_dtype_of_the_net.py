"""Images are copied in float32, whatever they are.

question: q6_start
fails: test_device
cell: pick_device
"""
def pick_device(has_gpu):
    return torch.device("cuda" if has_gpu else "cpu")


def scores_on(net, images):
    return net(images.to(next(net.parameters()).device, torch.float32))
